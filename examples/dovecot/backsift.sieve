# Runs before every user's own script. A failure of any sort is "no", and the mail goes on.
require ["vnd.dovecot.execute", "fileinto", "mailbox"];
if execute :pipe "backsift" ["classify"] {
  fileinto :create "Backscatter";
  stop;
}
