"""Mail that only dresses as a bounce: marked as such, and never genuine, whatever it carries."""
import json
import unittest

from support import GENUINE, HomeTest

TOKEN = "X-Your-Special-Header: With its content\n"
PAGE = "<p>3 pending messages wait. <a href=\"http://phish.test\">Sign in</a> with your password.</p>"


def part(media, body):
    return f"--b\nContent-Type: {media}\n\n{body}\n"


def mail(header, *parts, subtype="mixed"):
    return (f"{header}To: ann@example.org\n{TOKEN}MIME-Version: 1.0\nContent-Type: multipart/{subtype}; boundary=b\n\n"
            + "".join(parts) + "--b--\n")


DAEMON = "From: \"Mail Delivery Subsystem\" <MAILER-DAEMON@example.org>\n"
OURS = "Below is a copy.\n\n" + TOKEN

DRESSED = {
    "worm": mail(DAEMON + "Subject: Returned mail: Data format error\nX-MSMail-Priority: Normal\n",
                 part("text/plain", "The message was undeliverable. " + OURS),
                 part("application/octet-stream; name=letter.zip", "UEs=")),
    "phishing": mail("From: Mail Delivery System <info@phish.test>\nSubject: Undelivered mail: 3 pending messages\n",
                     part("text/html", PAGE), subtype="alternative"),
    "report without a report": mail("From: Mail Delivery System <info@phish.test>\nSubject: Delivery Status Notification (Failure)\n",
                                    part("text/html", PAGE), subtype="report; report-type=delivery-status"),
    "success without a report": mail(DAEMON + "Subject: Successful Mail Delivery Report\n", part("text/html", PAGE)),
}


class DressedAsBounce(HomeTest):
    def judged(self, text):
        done = self.run_backsift("classify", "--config", self.config, "--format", "json", stdin=text)
        return json.loads(done.stdout)

    def test_it_is_marked_and_ordinary_even_with_the_users_own_token_in_it(self):
        for name, text in DRESSED.items():
            with self.subTest(name):
                answer = self.judged(text)
                self.assertEqual((answer["kind"], answer["verdict"], answer["place"]), ("ordinary", "ordinary", "inbox"))
                self.assertIn("dressed-as-bounce", [f["id"] for f in answer["findings"]])

    def test_a_real_report_is_not_marked(self):
        answer = self.judged(GENUINE)
        self.assertEqual(answer["verdict"], "genuine")
        self.assertNotIn("dressed-as-bounce", [f["id"] for f in answer["findings"]])


if __name__ == "__main__":
    unittest.main()
