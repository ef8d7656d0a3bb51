# Dovecot Sieve (Pigeonhole): ask Backsift, and file what is backscatter.
#   plugin { sieve_plugins = sieve_extprograms
#            sieve_global_extensions = +vnd.dovecot.execute
#            sieve_execute_bin_dir = /usr/local/lib/sieve }    # a link to backsift stands there
# Traps: the program must read all of its input, or the test is false; it has 10 seconds; PATH is
# not set; lines end in CRLF. Any failure is false: the message goes to the inbox.
require ["vnd.dovecot.execute", "fileinto", "mailbox"];
if execute :pipe "backsift" ["classify"] {
  fileinto :create "Backscatter";
  stop;
}
