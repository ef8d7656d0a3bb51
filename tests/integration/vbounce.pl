#!/usr/bin/perl
# Prints those of the files named on standard input, one a line, on which SpamAssassin's
# ANY_BOUNCE_MESSAGE fires. Loads the VBounce rules and nothing else; no relay is ever ours, so that
# every bounce may fire.
use strict;
use warnings;
use Mail::SpamAssassin;

my ($cf) = grep { -r } glob '/usr/share/spamassassin/20_vbounce.cf /var/lib/spamassassin/*/updates_spamassassin_org/20_vbounce.cf';
die "20_vbounce.cf is not installed\n" unless $cf;
open my $rules, '<', $cf or die "$cf: $!\n";
my $plugins = join '', map { "loadplugin Mail::SpamAssassin::Plugin::$_\n" } qw(Check HeaderEval BodyEval MIMEEval RelayEval VBounce);
my $config = $plugins . do { local $/; <$rules> } . <<'END';
header ALL_TRUSTED eval:check_all_trusted()
welcomelist_bounce_relays relay.never.invalid
use_bayes 0
skip_rbl_checks 1
dns_available no
END

my $assassin = Mail::SpamAssassin->new({
    config_text => $config, userprefs_filename => '/dev/null', local_tests_only => 1,
    dont_copy_prefs => 1, require_rules => 0, home_dir_for_helpers => '/tmp',
});
while (my $path = <STDIN>) {
    chomp $path;
    open my $file, '<:raw', $path or die "$path: $!\n";
    my $mail = $assassin->parse(do { local $/; <$file> } // '', 1);
    my $status = $assassin->check($mail);
    print "$path\n" if grep { $_ eq 'ANY_BOUNCE_MESSAGE' } split /,/, $status->get_names_of_tests_hit;
    $status->finish;
    $mail->finish;
}
