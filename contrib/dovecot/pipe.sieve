# Dovecot Sieve (Pigeonhole): hand the delivery to Backsift.
#   plugin { sieve_plugins = sieve_extprograms
#            sieve_global_extensions = +vnd.dovecot.pipe
#            sieve_pipe_bin_dir = /usr/local/lib/sieve }       # a link to backsift stands there
# Trap: Dovecot's index does not learn of what others put into its Maildir until the folder is
# opened. When Backsift fails, the message is kept in the inbox by Dovecot.
require ["vnd.dovecot.pipe"];
pipe "backsift" ["deliver"];
