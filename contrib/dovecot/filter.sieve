# Dovecot Sieve (Pigeonhole): let Backsift write its field, then file by it.
#   plugin { sieve_plugins = sieve_extprograms
#            sieve_global_extensions = +vnd.dovecot.filter
#            sieve_filter_bin_dir = /usr/local/lib/sieve }     # a link to backsift stands there
# Trap: a filter that exits with 0 and writes nothing leaves an empty message; backsift filter never
# does. One that runs too long makes dovecot-lda abort, and the MTA keeps the message.
require ["vnd.dovecot.filter", "fileinto", "mailbox"];
filter "backsift" ["filter"];
if header :contains "X-Backsift" "; place=folder;" {
  fileinto :create "Backscatter";
  stop;
}
