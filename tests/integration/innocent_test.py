"""Mail that carries a sign of automatic replies and is none: people who pass a bounce on, machines that
write to whom they serve. Each class of sender stands here with the signs that it really has; the real
binary calls all of it ordinary."""
import json
import unittest

from support import HomeTest

REPORT = ("Your message could not be delivered.", "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; bob@example.net\n"
          "Action: {action}\nStatus: {status}\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n",
          "Received: from mail.example.org by mx.example.net; Mon, 12 Jan 2026 10:00:00 +0000\nFrom: ann@example.org\nTo: bob@example.net\n"
          "Date: Mon, 12 Jan 2026 10:00:00 +0000\nMessage-ID: <1@example.org>\nSubject: Lunch\n\nSoup?\n")


def bounce(action="failed", status="5.1.1"):
    text, fields, returned = REPORT
    return ("From: MAILER-DAEMON@mx.example.net (Mail Delivery System)\nTo: ann@example.org\nSubject: Undelivered Mail Returned to Sender\n"
            "Date: Mon, 12 Jan 2026 10:00:01 +0000\nMessage-ID: <2@mx.example.net>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n"
            f"--r\n\n{text}\n--r\nContent-Type: message/delivery-status\n\n{fields.format(action=action, status=status)}\n"
            f"--r\nContent-Type: message/rfc822\n\n{returned}\n--r--\n")


RESENT = ("Resent-From: carl@example.net\nResent-To: eva@example.org\nResent-Date: Mon, 12 Jan 2026 12:00:00 +0000\n"
          "Resent-Message-ID: <9@example.net>\n")
BOUNCE_TO_CARL = bounce().replace("ann@example.org", "carl@example.net")


def mixed(head, *parts):
    body = "".join(f"--m\n{part}\n" for part in parts)
    return f"{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n{body}--m--\n"


CARL = "Return-Path: <carl@example.net>\nFrom: Carl <carl@example.net>\nTo: eva@example.org\nDate: Mon, 12 Jan 2026 11:00:00 +0000\n"
TEXT = "Content-Type: text/plain\n\nWhat does this mean?"
FORGED = ("Content-Type: message/rfc822\n\nReceived: from x ([198.51.100.201]) by mx.example.net; Fri, 9 Jan 2026 12:00:00 +0000\nFrom: eva@example.org\n"
          "To: carl@example.net\nSubject: Mail delivery failed\nDate: Fri, 9 Jan 2026 12:29:39 +0000\nMessage-ID: <7@x>\n\nYour mailbox is locked.")
ATTACHED = "Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + bounce()
THUNDERBIRD, APPLE, OUTLOOK = "User-Agent: Mozilla Thunderbird\n", "X-Mailer: Apple Mail (2.3774)\n", "X-Mailer: Microsoft Outlook 16.0\n"


def parts_of(action, status):
    text, fields, returned = REPORT
    return ("Content-Type: text/plain\n\nFor you.\n\nBegin forwarded message:\n\n" + text,
            "Content-Type: message/delivery-status\n\n" + fields.format(action=action, status=status),
            "Content-Type: text/rfc822-headers\n\n" + returned)


PASSED_ON = {
    "attached, Thunderbird": mixed(CARL + THUNDERBIRD + "Subject: Fwd: Undelivered Mail Returned to Sender\n", TEXT, ATTACHED),
    "attached, a webmail without a mark": mixed(CARL + "Subject: Undelivered Mail Returned to Sender\n", TEXT, ATTACHED),
    "attached, nothing said": mixed(CARL + "Subject: fyi\n", ATTACHED),
    "attached to an answer": mixed(CARL + "In-Reply-To: <3@example.org>\nSubject: Re: your lost mail\n", TEXT, ATTACHED),
    "attached, by the postmaster, in an answer": mixed(
        CARL.replace("Carl <carl", "Postmaster <postmaster") + THUNDERBIRD + "In-Reply-To: <3@example.org>\nSubject: Re: your lost mail\n", TEXT, ATTACHED),
    **{f"our forged mail, a webmail without a mark: {subject}": mixed(CARL + f"Subject: {subject}\n", TEXT, FORGED)
       for subject in ("Mail delivery failed", "Re: Mail delivery failed", "Failure notice, what is this?", "AW: Unzustellbar: Vertrag")},
    "several in a digest": CARL + "Subject: bounces of this week\nMIME-Version: 1.0\nContent-Type: multipart/digest; boundary=m\n\n"
                           f"--m\n\n{bounce()}\n--m\n\n{bounce()}\n--m--\n",
    "Apple's parts, failed": mixed(CARL + APPLE + "Subject: Fwd: Undelivered Mail\n", *parts_of("failed", "5.1.1")),
    "Apple's parts, delayed": mixed(CARL + APPLE + "Subject: Fwd: Delayed Mail\n", *parts_of("delayed", "4.4.1")),
    "Apple's parts, delivered": mixed(CARL + APPLE + "Subject: Fwd: Successful Mail Delivery Report\n", *parts_of("delivered", "2.0.0")),
    "Apple's parts, no action": mixed(CARL + APPLE + "Subject: Fwd: Mail\n", *parts_of("", "5.0.0")),
    "Apple's parts, a Subject of one's own": mixed(CARL + APPLE + "Subject: Look what came back\n", *parts_of("failed", "5.1.1")),
    "Outlook, in German": CARL + OUTLOOK + "Subject: WG: Unzustellbar: Mittag\n\nVon: Mail Delivery System\nGesendet: Montag\nAn: Carl\nBetreff: Unzustellbar\n\n"
                          "Ihre Nachricht konnte nicht zugestellt werden.\n",
    "Gmail, inline": CARL + "Subject: Fwd: Delivery Status Notification (Failure)\n\n---------- Forwarded message ---------\n"
                     "From: Mail Delivery Subsystem <mailer-daemon@example.com>\nSubject: Delivery Status Notification (Failure)\n\n"
                     "The following message to <bob@example.net> was undeliverable. 550 5.1.1 User unknown\n",
    "asked on a list": CARL + "List-Id: <users.lists.example.org>\nSubject: Mail delivery failed: returning message to sender\n\n"
                       "This is what I get: 550 5.1.1 User unknown. A message that you sent could not be delivered.\n",
    "sent to a list's owner": CARL + "To: owner-users@example.org\nSubject: my mail could not be delivered to the list\n\nWhy? 550 5.7.1 refused.\n",
}

POSTMASTER = "Return-Path: <{0}@example.net>\nFrom: Paul <{0}@example.net>\nTo: eva@example.org\nDate: Mon, 12 Jan 2026 11:00:00 +0000\nMessage-ID: <p@example.net>\n"
SPAM = ("Received: from x ([198.51.100.201]) by mx.example.net; Fri, 9 Jan 2026 12:00:00 +0000\nFrom: carl@example.com\nTo: dora@example.net\n"
        "Subject: hi\nDate: Fri, 9 Jan 2026 12:29:39 +0000\nMessage-ID: <1@example.com>\n\nhello\n")
PASTED = "Subject: Dora\n\nHi Eva,\n\nDora has gone. Headers:\n\n" + SPAM
SPAM_ATTACHED = ("Content-Type: text/plain\n\nlook at this", "Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + SPAM)
POSTMASTERS = {
    **{f"{name}, pasted, {program or 'no mark'}": POSTMASTER.format(name) + program + PASTED
       for name in ("postmaster", "mailadmin", "postmaster-team", "mail-administrator") for program in ("", "User-Agent: Mutt/2.2.12\n")},
    **{f"{name}, attached, {program or 'no mark'}": mixed(POSTMASTER.format(name) + program + "Subject: spam\n", *SPAM_ATTACHED)
       for name in ("postmaster", "mailadmin", "postmaster-team") for program in ("", THUNDERBIRD)},
    "without a reverse-path": POSTMASTER.format("postmaster").split("\n", 1)[1] + PASTED,
    "an answer without a mark": POSTMASTER.format("postmaster") + "In-Reply-To: <8@example.org>\nReferences: <8@example.org>\n" + PASTED.replace("Subject: ", "Subject: Re: "),
    "an answer that attaches": mixed(POSTMASTER.format("postmaster") + "In-Reply-To: <8@example.org>\nSubject: Re: spam\n", *SPAM_ATTACHED),
    "words of bounces": POSTMASTER.format("postmaster") + THUNDERBIRD + "Subject: Mail could not be delivered\n\nThe log says 550 5.1.1 user unknown.\n\n" + SPAM,
    "an answer, no postmaster, under a null reverse-path": "Return-Path: <>\n" + CARL.split("\n", 1)[1] + THUNDERBIRD + "In-Reply-To: <3@example.org>\nSubject: Re: Lunch\n\n"
                                                           "Sorry, my mail could not be delivered yesterday.\n",
    "a letter that greets": POSTMASTER.format("postmaster") + "Subject: Your problem with undeliverable mail\n\nDear Eva,\n\nyou asked about \"550 5.1.1 user unknown\" for "
                            "hugo@example.net. It works again.\n\nKind regards\nPaul\n",
    "an answer that greets": POSTMASTER.format("postmaster") + "In-Reply-To: <8@example.org>\nSubject: RE: klacht\n\n"
                             "Beste Eva,\n\nuw bericht is geweigerd: de gebruiker is onbekend.\n\nMet vriendelijke groet\nJan\n",
}

NULL = "Return-Path: <>\nTo: eva@example.org\nDate: Mon, 12 Jan 2026 11:00:00 +0000\n"
AUTO = "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\nPrecedence: bulk\n"
MACHINES = {
    "GitHub": "From: Carl <notifications@github.example.com>\nIn-Reply-To: <o/r/1@example.com>\nList-Id: o/r <r.o.example.com>\nPrecedence: list\n"
              "X-GitHub-Sender: carl\nX-Auto-Response-Suppress: All\nSubject: Re: [o/r] Out of office replies bounce (#1)\n\nMail could not be delivered.\n",
    "Bugzilla": AUTO + "From: bugzilla-daemon@example.org\nX-Bugzilla-Type: changed\nIn-Reply-To: <bug-1@example.org>\nSubject: [Bug 1] mailbox full\n\nUser unknown.\n",
    "GitLab": AUTO + "From: GitLab <gitlab@example.org>\nX-GitLab-Project: p\nIn-Reply-To: <issue_1@example.org>\nSubject: Re: p | delivery failed (#1)\n\nNot delivered.\n",
    "Jira": AUTO + "From: Carl (Jira) <jira@example.org>\nX-JIRA-FingerPrint: 1\nIn-Reply-To: <JIRA.1@example.org>\nSubject: [JIRA] (P-1) Undelivered mail\n\nPermanent error.\n",
    "a helpdesk's agent": AUTO + "From: Carl at Help <help@example.com>\nX-Zendesk-From-Account-Id: 1\nIn-Reply-To: <4@example.org>\nSubject: Re: Printer\n\n"
                          "Hello Eva, the printer is repaired. For urgent matters please call us.\n",
    "a ticket system, to those who watch": AUTO + "From: GLPI <glpi@example.com>\nIn-Reply-To: <glpi-7@example.com>\nSubject: [GLPI #7] Printer\n\n"
                                           "Ticket 7 was created by Carl. Ticketnummer: 7. Das Ticket wurde von Carl angelegt.\n",
    "RT, a person's answer": "From: Carl via RT <help@example.com>\nRT-Ticket: example.com #7\nX-RT-Loop-Prevention: example.com\nPrecedence: bulk\n"
                             "In-Reply-To: <4@example.org>\nSubject: [example.com #7] Printer\n\nThe parts arrive on Monday.\n",
    "OTRS, a person's answer": "From: Help <help@example.com>\nX-Mailer: OTRS Mail Service (6.0)\nX-OTRS-Loop: help@example.com\nIn-Reply-To: <4@example.org>\n"
                               "Subject: [Ticket#2026] Printer\n\nPlease send us a picture of it.\n",
    "Exchange's journal": mixed("Return-Path: <>\nFrom: Microsoft Exchange <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>\nTo: eva@example.org\n"
                                "X-MS-Journal-Report:\nSubject: Contract\n", "\nSender: carl@example.org\nSubject: Contract\nRecipient: dora@example.net", FORGED),
    **{f"Exchange's {what}": mixed("Return-Path: <>\nFrom: Microsoft Exchange <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>\nTo: eva@example.org\n"
                                   f"Auto-Submitted: auto-generated\nSubject: {subject}\n", f"\n{text}", SPAM_ATTACHED[1])
       for what, subject, text in (("approval", "Approval requested: budget", "Your decision is requested."), ("incident report", "Rule detected - cards", "The report is attached."))},
    "Exchange's missed call": NULL + AUTO + "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>\nSubject: Missed call\n\nFrom 0123.\n",
    "cron": "From: Cron Daemon <root@host.example.org>\nAuto-Submitted: auto-generated\nX-Cron-Env: <SHELL=/bin/sh>\nSubject: Cron <root@host> pflogsumm\n\n"
            "bounced: 550 5.1.1 User unknown; delivery failed; mailbox full\n",
    "logwatch": "From: logwatch@host.example.org\nPrecedence: bulk\nAuto-Submitted: auto-generated\nSubject: Logwatch for host\n\n550 5.7.1 relaying denied; undeliverable\n",
    "a calendar's answer": NULL + "From: Room 1 <room1@example.org>\nIn-Reply-To: <5@example.org>\nX-Auto-Response-Suppress: DR, OOF, AutoReply\nSubject: Accepted: Meeting\n"
                           "MIME-Version: 1.0\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n",
    "DMARC": NULL + "From: noreply-dmarc@example.com\nSubject: Report Domain: example.org Submitter: example.com Report-ID: <1>\nMIME-Version: 1.0\n"
             "Content-Type: application/gzip; name=a.xml.gz\n\nx\n",
    "DMARC from the postmaster": NULL + "From: postmaster@example.com\nAuto-Submitted: auto-generated\nSubject: DMARC Aggregate Report for example.org\nMIME-Version: 1.0\n"
                                 "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nThis is an aggregate report.\n--m\nContent-Type: application/zip; name=a.zip\n\nUEs=\n--m--\n",
    "TLS report": NULL + "From: smtp-tls-reporting@example.com\nTLS-Report-Domain: example.org\nTLS-Report-Submitter: example.com\nSubject: Report Domain: example.org\n"
                  "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=tlsrpt; boundary=m\n\n--m\n\nReport.\n--m\nContent-Type: application/tlsrpt+gzip\n\nx\n--m--\n",
    "a newsletter": NULL + AUTO + "From: News <news@example.com>\nList-Unsubscribe: <mailto:u@example.com>\nSubject: Undeliverable: our editor is out of office\n\nOffers.\n",
    "a helpdesk's newsletter": "From: shop-help@example.com\nList-Id: <news.example.com>\nList-Unsubscribe: <mailto:u@example.com>\nPrecedence: bulk\n"
                               "Subject: Please confirm your subscription to spring\n\nConfirm your membership and save.\n",
    "a shop's order": NULL + "From: Shop <orders@example.com>\nSubject: Thank you for your order 7\n\nYour parcel could not be delivered yet.\n",
    "a carrier of parcels": NULL + "From: Parcels <info@example.com>\nSubject: Delivery notification: your parcel arrives today\n\nDelivery attempts will continue.\n",
    "a sign-up": AUTO + "From: Forum <noreply@example.com>\nSubject: Please verify your email address\n\n"
                 "Welcome! To prevent spam we ask you to confirm that you are a real person: click the link to verify your e-mail address.\n",
    "a sign-up with a null reverse-path": NULL + AUTO + "From: Forum <noreply@example.com>\nSubject: Please confirm your email\n\nClick to confirm your registration.\n",
    "a conference's office": "From: events-conf-london@example.net\nIn-Reply-To: <6@example.org>\nSubject: Your paper\n\nIt is accepted.\n",
    "a hotel": "From: Hotel <hotel@example.com>\nReply-To: confirm-reservation@example.com\nSubject: Your stay\n\nPlease confirm the date.\n",
    "a product's owner": "From: Product Owner <product-owner@example.com>\nPrecedence: bulk\nSubject: Your request for the new colour is approved\n\nWe approved it.\n",
    "a department": "From: Purchasing <price-request@example.com>\nSubject: Please confirm your subscription\n\nThe price is 7.\n",
    "mail that an Exchange rule passes on": AUTO + "From: Shop <shop@example.com>\nX-MS-Exchange-Inbox-Rules-Loop: eva@example.org\nSubject: Your invoice\n\nSee below.\n",
    "mail that a scanner let pass": "From: Carl <carl@example.net>\nX-Virus-Scanned: amavis at example.net\nSubject: Warning: virus found on my PC\n\nDo not open my last mail.\n",
    "a quota warning": NULL + "From: postmaster@example.org\nSubject: Your mailbox is almost full\n\nYour mailbox uses 95% of its quota.\n",
    "a quarantine's digest": "From: Spam Quarantine <quarantine@example.org>\nSubject: Spam quarantine summary - 3 new messages\n\n"
                             "The following messages were quarantined. Release them here.\n",
    "holiday homes": "From: Homes <info@example.com>\nX-Mailer: VacationRentalMailer 2.1\nSubject: Your booking\n\nWe look forward to your stay.\n",
    "a notification of Sieve": "From: postmaster@example.org\nAuto-Submitted: auto-notified; owner-email=\"eva@example.org\"\nSubject: New mail: Undeliverable\n\nYou have mail.\n",
    "an older notification of Sieve": "From: Postmaster <postmaster@example.org>\nAuto-Submitted: auto-generated (notify)\nPrecedence: bulk\n"
                                      "Subject: [SIEVE] New mail notification\n\nUndelivered Mail Returned to Sender: 550 5.1.1 User unknown\n",
    "a postmaster to all": "From: Paul <postmaster@example.org>\nSubject: Undelivered mail of yesterday\n\n"
                           "Dear all, some mails could not be delivered yesterday, since the disk was full. Paul\n",
    "the postmaster's copy": "From: Mail Delivery Subsystem <MAILER-DAEMON@example.org>\nTo: postmaster@example.org\nAuto-Submitted: auto-generated (postmaster-notification)\n"
                             "Subject: Postmaster notify: see transcript for details\n\n550 5.1.1 User unknown\n",
    "someone who is back": "From: Carl <carl@example.net>\nUser-Agent: Mutt/2.2\nIn-Reply-To: <7@example.org>\nSubject: Re: Automatic reply: Lunch\n\n"
                           "> I am out of the office until Monday.\n\nWelcome back.\n",
    "a traveller": "From: Carl <carl@example.net>\nSubject: Out of office on Friday\n\nI am out of the office on Friday, let us meet on Monday.\n",
    "parcels in other languages": "From: Paštas <info@example.com>\nSubject: Nepavyko pristatyti siuntos\n\nJūsų siuntos nepavyko pristatyti.\n",
    "a parcel under a null reverse-path": NULL + "From: Correus <info@example.com>\nSubject: No s'ha pogut lliurar el paquet\n\nEl paquet torna.\n",
    "an operator's report of text messages": "From: SMS <alerts@example.com>\nSubject: SMS failed\n\nYour text message was not delivered.\n",
    "an announcement of the administrator": "From: System Administrator <it@example.com>\nSubject: Maintenance\n\nMail may be delayed on Saturday.\n",
    "a Swedish mailbox that fills": "From: Systemadministratör <it@example.com>\nSubject: Din brevlåda är nästan full\n\nMeddelandet: din brevlåda är full.\n",
    "a circular about absences": "From: HR <hr@example.com>\nX-Auto-Response-Suppress: All\nSubject: Out of office policy reminder\n\n"
                                 "Write: I am out of the office until Monday.\n",
    "a circular that asks": AUTO + "From: HR <hr@example.com>\nSubject: On vacation? Set your automatic reply\n\nHere is how.\n",
    "a planner's answer": AUTO + "From: Planner <plan@example.com>\nIn-Reply-To: <9@example.org>\nSubject: Late tasks\n\nYou have late tasks.\n",
    "a personnel system": AUTO + "From: Personnel <hr@example.com>\nSubject: Approval needed: Carl, annual leave\n\nCarl asks for five days of leave.\n",
    "Whups, which replies to all": "From: Bugs <bugs@example.org>\nX-Whups-Generated: 1\nAuto-Submitted: auto-replied\nPrecedence: bulk\n"
                                   "Subject: [Tickets #7] Mailbox full\n\nTicket 7 was changed. User unknown.\n",
    "a postmaster's statistics": "From: postmaster@example.org\nSubject: mail.example.org daily mail statistics\n\nbounced: 12, 550 5.1.1 user unknown\n",
    "a human postmaster": "From: Postmaster <postmaster@example.net>\nUser-Agent: Mozilla Thunderbird\nIn-Reply-To: <8@example.org>\nSubject: Re: bounces\n\n"
                          "> 550 5.1.1 User unknown\n\nThe user left us.\n",
    "a club's tips": NULL + "From: Club <info@example.com>\nSubject: Im Urlaub? Unsere Tipps\n\nBerge und Meer.\n",
    "a surgery that closes": NULL + "From: Praxis <praxis@example.com>\nSubject: In Ferien vom 9. bis 20. Juni\n\nUnsere Praxis ist geschlossen.\n",
    "a garage": NULL + "From: Autohaus <info@example.com>\nSubject: Auto: Inspektion\n\nEs ist Zeit.\n",
    "a notary who waits": NULL + "From: Notar <info@example.com>\nSubject: Empfangsbestätigung erbeten\n\nBitte bestätigen Sie den Empfang der Urkunde.\n",
    "a postcard that came back": NULL + "From: 会員サービス <info@example.com>\nSubject: ハガキ返送のお知らせ\n\n宛先不明で返送されました。\n",
    "a forum": NULL + "From: Forum <forum@example.com>\nSubject: New topic: undeliverable mail after the update\n\nMy mail comes back. 550 5.1.1 user unknown.\n",
    "a forum, an answer": NULL + "From: Forum <noreply@example.com>\nSubject: Bob replied to: Mail delivery failed\n\nCheck your DNS.\n",
    "a status page": NULL + "From: Status <status@example.com>\nSubject: Resolved: mail delivery problem\n\nIt was resolved.\n",
    "a password to reset": AUTO + "From: Shop <noreply@example.com>\nSubject: We received your request to reset your password\n\nWe received your request. Click here.\n",
    "a city's form": AUTO + "From: Rathaus <noreply@example.com>\nSubject: Ihre Nachricht wurde erhalten\n\nSie haben über das Kontaktformular geschrieben. Ihre Nachricht ist eingegangen.\n",
    "an insurance's claim": AUTO + "From: Versicherung <info@example.com>\nSubject: Eingangsbestätigung Ihrer Schadensmeldung\n\nWir haben sie erhalten.\n",
    "a chat": NULL + AUTO + "From: Carl in Chat <no-reply@example.com>\nSubject: Carl wrote to you\n\nCarl: I am out of the office tomorrow.\n",
    "a list of absences": AUTO + "From: HR <hr@example.com>\nSubject: Abwesenheiten KW 24: Carl, Eva nicht im Haus\n\nCarl ist im Urlaub.\n",
    "a provider that reminds": AUTO + "From: Mail <service@example.com>\nSubject: Abwesenheitsassistent ist noch eingeschaltet\n\nSeit 14 Tagen.\n",
    "furniture": NULL + "From: Tables <orders@example.com>\nSubject: Delivery failed, please choose another day\n\nOur driver found nobody at home.\n",
    "a bank's card": NULL + AUTO + "From: Банк <info@example.com>\nSubject: Уведомление: карта не доставлена\n\nКурьер не смог доставить карту.\n",
    "a courier in Turkish": NULL + "From: Kargo <bilgi@example.com>\nSubject: Teslim edilemedi\n\nKuryemiz adresinizde kimseyi bulamadı.\n",
    "a password that expires": NULL + "From: Microsoft Security <postmaster@example.org>\nSubject: Your password expires in 3 days\n\nPlease change it.\n",
    "Exchange, a moved mailbox": NULL + "From: Microsoft Exchange <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>\nSubject: Your mailbox was moved\n\n"
                                 "Please start Outlook anew.\n",
    "a company called Bounce": NULL + "From: Bounce Trampolines <bounce@example.com>\nSubject: Your booking\n\nTwelve children on Saturday.\n",
    "a broadcaster called NDR": "From: NDR Kultur <ndr@example.com>\nSubject: Programm\n\nHörspiel: ein Brief, der nicht zugestellt werden konnte.\n",
    "statistics under a null reverse-path": NULL + "From: postmaster@example.org\nSubject: Mail statistics of mx.example.org\n\n1200 received\n12 bounced: 550 5.1.1 user unknown\n",
    "a quarantine's list under a null reverse-path": NULL + "From: Spam Firewall <postmaster@example.org>\nSubject: Spam Quarantine Summary - 2 messages\n\n"
                                                     "hello@example.net  Mail delivery failed  [Deliver] [Delete]\n",
    "an office machine that scans": NULL + "From: scanner-2@example.org\nX-Mailer: KONICA MINOLTA bizhub C224e\nSubject: Message from KM_C224e\n\nPaper.\n",
    "RT, a ticket that a bounce opened": "From: Mail Delivery System via RT <help@example.com>\nRT-Ticket: example.com #99\nPrecedence: bulk\n"
                                         "Subject: [example.com #99] Undelivered Mail Returned to Sender\n\nTicket created by MAILER-DAEMON. It could not be delivered.\n",
}

# Companies that suppress automatic answers to all of their mail, Notes with its tracks, helpdesks with their fields.
BOB = "Return-Path: <bob@example.com>\nFrom: Bob <bob@example.com>\nTo: eva@example.org\nDate: Mon, 12 Jan 2026 11:00:00 +0000\nMessage-ID: <b@example.com>\n"
ANSWER = BOB + "In-Reply-To: <5@example.org>\n"
SUPPRESS = "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\n"
COLLEAGUES = {
    "an answer with thanks": ANSWER + SUPPRESS + "Subject: RE: Offer\n\nThank you for your email. We accept the offer.\n",
    "an answer with an absence": ANSWER + SUPPRESS + "Subject: RE: Lunch\n\nI am out of the office next week, shall we say the week after?\n",
    "an answer to an autoreply": ANSWER + SUPPRESS + "Subject: RE: Automatic reply: Lunch\n\nEnjoy your holidays.\n",
    "an absence to come": BOB + SUPPRESS + "Subject: Out of office next week\n\nPlease turn to Carl.\n",
    "Notes": ANSWER + "X-MIMETrack: Serialize by Router on srv1/example\nX-KeepSent: 1234\nSubject: Re: Offer\n\nThank you for your email. I am on vacation next week.\n",
    "Zendesk": ANSWER + AUTO + "X-Zendesk-From-Account-Id: 1\nSubject: [Help] Re: Printer\n\nThank you for contacting us. The printer needs its driver; I attached it.\n",
    "Freshdesk": ANSWER + SUPPRESS + "X-Freshdesk-Ticket-Id: 7\nSubject: Re: [#7] Printer\n\nThanks for reaching out. You can fetch the printer tomorrow.\n",
    "RT": ANSWER + "RT-Ticket: example.com #7\nX-RT-Loop-Prevention: example.com\nPrecedence: bulk\nSubject: [example.com #7] Printer\n\n"
          "Thank you for your email. The printer is repaired.\n",
    "a challenge maker's people": BOB.replace("bob@example.com", "bob@mailinblack.com") + "In-Reply-To: <5@example.org>\nSubject: Re: Offer\n\nHere is the offer.\n",
    "Zendesk, with an absence": ANSWER + AUTO.replace("Precedence: bulk\n", "") + "X-Zendesk-From-Account-Id: 1\nSubject: Re: Order 7\n\n"
                                "The parcel came back. I will be out of the office tomorrow, Ben takes over.\n",
    "a market's relay": ANSWER + "Auto-Submitted: auto-generated\nSubject: Re: Fahrrad\n\nHallo, ich bin bis Montag im Urlaub, danach gern. Carl\n",
}


class Innocent(HomeTest):
    def setUp(self):
        super().setUp()
        self.config.write_text("")

    def kinds(self, mails):
        folder = self.home / "mails"
        folder.mkdir()
        for name, mail in mails.items():
            (folder / name.replace("/", "-")).write_text(mail)
        done = self.run_backsift("scan", "--config", self.config, "--format", "jsonl", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {row["path"].rsplit("/", 1)[1]: row["kind"] for row in map(json.loads, done.stdout.splitlines())}

    def test_a_bounce_that_a_person_passes_on_is_ordinary(self):
        kinds = self.kinds(PASSED_ON)
        self.assertEqual(len(kinds), len(PASSED_ON))
        self.assertEqual({name: kind for name, kind in kinds.items() if kind != "ordinary"}, {})

    def test_the_same_bounce_from_the_mail_system_is_a_bounce(self):
        kinds = self.kinds({"bounce": bounce(), "delay": bounce("delayed", "4.4.1"), "success": bounce("delivered", "2.0.0")})
        self.assertEqual({name for name, kind in kinds.items() if name != kind}, set())

    def test_a_bounce_that_its_recipient_sends_again_is_ordinary(self):
        kinds = self.kinds({
            "with every field": "Return-Path: <carl@example.net>\n" + RESENT + BOUNCE_TO_CARL,
            "with a name": "Return-Path: <Carl@EXAMPLE.net>\n" + RESENT.replace("carl@example.net\n", "Carl <carl@example.net>\n", 1) + BOUNCE_TO_CARL,
            "with little": "Return-Path: <carl@example.net>\nResent-From: carl@example.net\n" + BOUNCE_TO_CARL,
            "a second time": "Return-Path: <carl@example.net>\n" + RESENT + RESENT.replace("carl@", "dora@") + BOUNCE_TO_CARL,
            "a delay": "Return-Path: <carl@example.net>\n" + RESENT + bounce("delayed", "4.4.1").replace("To: ann@example.org\nSubject", "To: carl@example.net\nSubject", 1),
        })
        self.assertEqual(kinds, dict.fromkeys(kinds, "ordinary"))

    def test_a_bounce_that_a_rule_or_an_account_of_ones_own_sends_again_is_a_bounce(self):
        carl = "Return-Path: <carl@example.net>\n"
        mails = {
            "from nobody": "Return-Path: <>\n" + RESENT + BOUNCE_TO_CARL,
            "from whom is not known": RESENT + BOUNCE_TO_CARL,
            "by whom it did not come to": carl + RESENT + bounce(),
            "by another than whose mail it is": carl + RESENT.replace("carl@example.net", "dora@example.net") + BOUNCE_TO_CARL,
            "by two": carl + RESENT.replace("carl@example.net", "carl@example.net, dora@example.net") + BOUNCE_TO_CARL,
            "by nobody": carl + BOUNCE_TO_CARL,
        }
        kinds = self.kinds(mails)
        self.assertEqual(kinds, dict.fromkeys(mails, "bounce"))

    def test_a_bounce_from_an_account_of_ones_own_is_a_bounce(self):
        self.config.write_text('[identity]\naddresses = ["eva@example.org", "*@example.net"]\n')
        mail = "Return-Path: <carl@example.net>\n" + RESENT + BOUNCE_TO_CARL
        self.assertEqual(self.kinds({"own": mail, "foreign": mail.replace("carl@example.net", "carl@example.com")}),
                         {"own": "bounce", "foreign": "ordinary"})

    def test_a_postmaster_who_writes_in_person_is_ordinary(self):
        kinds = self.kinds({name.replace("\n", ""): mail for name, mail in POSTMASTERS.items()})
        self.assertEqual(len(kinds), len(POSTMASTERS))
        self.assertEqual({name: kind for name, kind in kinds.items() if kind != "ordinary"}, {})

    def test_a_postmaster_s_report_is_a_bounce(self):
        head = POSTMASTER.format("postmaster").split("\n", 1)[1]
        own = SPAM.replace("carl@example.com", "eva@example.org")
        kinds = self.kinds({
            "null reverse-path": "Return-Path: <>\n" + head + "Subject: Lunch\n\nUser unknown.\n\n" + SPAM,
            "the reader's own mail": mixed(head + "Subject: Undeliverable: hi\n", "Content-Type: text/plain\n\nNo.", "Content-Type: message/rfc822\n\n" + own),
        })
        self.assertEqual(kinds, dict.fromkeys(kinds, "bounce"))

    def test_machines_that_answer_nobody_are_ordinary(self):
        sent = "Return-Path: <x@example.com>\n"
        kinds = self.kinds({name: mail if mail.startswith("Return-Path") else sent + mail for name, mail in MACHINES.items()})
        self.assertEqual(len(kinds), len(MACHINES))
        self.assertEqual({name: kind for name, kind in kinds.items() if kind != "ordinary"}, {})

    def test_people_in_companies_that_mark_all_their_mail_are_ordinary(self):
        kinds = self.kinds(COLLEAGUES)
        self.assertEqual(kinds, dict.fromkeys(COLLEAGUES, "ordinary"))

    def test_automatic_replies_with_the_same_marks_are_autoreplies(self):
        kinds = self.kinds({
            "absence": BOB + SUPPRESS + "In-Reply-To: <5@example.org>\nSubject: Automatic reply: Lunch\n\nI am out of the office until Monday.\n",
            "acknowledgement": ANSWER + AUTO + "X-Zendesk-From-Account-Id: 1\nSubject: [Help] Re: Printer\n\n"
                               "Thank you for contacting us. Your request has been received and is being reviewed.\n",
        })
        self.assertEqual(kinds, dict.fromkeys(kinds, "autoreply"))


if __name__ == "__main__":
    unittest.main()
