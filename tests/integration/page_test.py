"""The HTML report in a real Chromium: it loads without an error, shows its charts, filters, sorts and
explains, and what strangers wrote stays text."""
import pathlib
import re
import tempfile
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from stored_mail import HOSTILE, write_maildir, write_mbox, years_of_mail
from support import ORDINARY, HomeTest


def chromium(profile):
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1200,1400",
                     f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class Page(HomeTest):
    @classmethod
    def setUpClass(cls):
        cls.profile = tempfile.TemporaryDirectory(prefix="backsift-chromium-", ignore_cleanup_errors=True)
        cls.addClassCleanup(cls.profile.cleanup)
        cls.browser = chromium(cls.profile.name)
        cls.addClassCleanup(cls.browser.quit)

    def open_page(self, *mail):
        write_maildir(self.inbox, years_of_mail(*(mail or (80, 150, 40))))
        self.page = self.home / "report.html"
        done = self.run_backsift("scan", "--config", self.config, "-o", self.page, self.inbox)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.browser.get(self.page.as_uri())

    def tearDown(self):
        severe = [entry for entry in self.browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
        self.assertEqual(severe, [])

    def find(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def subjects(self):
        return [button.text for button in self.find("#table button.open")]

    def shown(self):
        return int(re.match(r"[\d,]+", self.one("#shown").text)[0].replace(",", ""))

    def wait(self, condition):
        WebDriverWait(self.browser, 60).until(lambda _: condition())

    def click(self, element):
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def test_says_what_was_found_and_draws_it(self):
        self.open_page()
        self.assertIn("Of 272 messages, 121 are automatic replies.", self.one("h1").text)
        answers = [item.text.split("\n")[0] for item in self.find(".answers li strong")]
        self.assertEqual(sum(map(int, answers)), 121)
        for chart in ("timeline", "kinds", "proofs", "hosts"):
            self.assertTrue(self.find(f"#{chart} svg rect.backscatter"), chart)
            self.assertGreater(self.one(f"#{chart} svg").size["height"], 30, chart)
        self.assertEqual(len(self.find("#timeline .storm")), 1)
        self.assertTrue(self.find("#closest li"))

    def test_asks_the_network_for_nothing_and_allows_only_its_own_script(self):
        self.open_page()
        loaded = self.browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
        self.assertEqual(loaded, [])
        text = self.page.read_text()
        markup = re.sub(r"<script.*?</script>", "", text, flags=re.S)
        self.assertNotRegex(markup, r"\s(src|href)=\"(?!#)")
        self.assertIn("default-src 'none'", markup)
        self.browser.execute_script("""const s = document.createElement('script'); s.textContent = "document.title = 'foreign'";
            document.body.append(s);""")
        self.assertEqual(self.browser.title, "Backsift report")
        refused = [entry for entry in self.browser.get_log("browser") if "Content Security Policy" in entry["message"]]
        self.assertEqual(len(refused), 1)

    def test_a_hostile_subject_stays_text(self):
        self.open_page()
        self.assertEqual(self.browser.title, "Backsift report")
        self.one("#search").send_keys("owned")
        self.wait(lambda: self.shown() == 1)
        self.assertIn("<script>document.title='owned'</script><img src=x onerror=alert(1)>&amp;", self.subjects()[0])
        self.click(self.one("#table button.open"))
        self.assertEqual(self.find("main img, main script"), [])
        self.assertNotIn("<img", re.sub(r"<script.*?</script>", "", self.page.read_text(), flags=re.S))

    def test_filters_by_word_verdict_and_kind(self):
        self.open_page()
        self.assertEqual(self.shown(), 121, "ordinary mail is hidden until it is asked for")
        self.click(self.one("#words [data-word=ordinary]"))
        self.assertEqual(self.shown(), 272)
        Select(self.one("#kind")).select_by_visible_text("bounce")
        self.assertEqual(self.shown(), 121)
        for word in ("genuine", "unverifiable", "ordinary"):
            self.click(self.one(f"#words [data-word={word}]"))
        self.assertEqual({cell.text for cell in self.find("td.what")}, {"backscatter"})
        self.one("#search").send_keys("mx9.storm.test failure")
        self.wait(lambda: self.shown() == 16)  # two of the five subjects hold the word
        self.click(self.one("#clear"))
        self.assertEqual(self.shown(), 272)

    def test_sorts_by_any_column_both_ways_with_the_keyboard(self):
        self.open_page()
        for column, cells in ((0, "td.when"), (4, "td.subject")):
            heads = self.find("#table th button")
            for _ in range(2):
                heads[column].send_keys(Keys.ENTER)
                shown = [cell.text.lower() for cell in self.find(cells)][:60]
                way = self.find("#table th")[column].get_attribute("aria-sort")
                self.assertEqual(shown, sorted(shown, reverse=way == "descending"), f"{column} {way}")

    def test_makes_rows_as_somebody_scrolls_to_them(self):
        self.open_page(60, 900, 0)
        self.click(self.one("#words [data-word=ordinary]"))
        self.assertLess(len(self.find("tr.row")), 400)

        def all_after_scrolling():
            self.browser.execute_script("window.scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
            return len(self.find("tr.row")) == 961

        self.wait(all_after_scrolling)

    def test_ten_thousand_messages_stay_a_page_that_opens_sorts_and_filters(self):
        box = self.home / "years.mbox"
        write_mbox(box, (mail.replace("bob@example.net", f"bob{i}@example.net") for i, mail in enumerate(years_of_mail(9800, 100, 100))))
        self.page = self.home / "report.html"
        done = self.run_backsift("scan", "--config", self.config, "-o", self.page, box)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLess(self.page.stat().st_size, 3_000_000)
        self.browser.get(self.page.as_uri())
        self.assertEqual(self.shown(), 9901)
        for column in (0, 4):
            self.click(self.find("#table th button")[column])
            self.assertEqual(self.find("#table th")[column].get_attribute("aria-sort"), "ascending")
        self.one("#search").send_keys("bob8123@")
        self.wait(lambda: self.shown() == 1)
        self.click(self.one("#table button.open"))
        self.assertIn("bob8123@example.net", self.one(".explained").text)

    def test_explains_a_message_where_it_stands(self):
        self.open_page()
        button = self.one("#table button.open")
        button.send_keys(Keys.ENTER)
        self.assertEqual(button.get_attribute("aria-expanded"), "true")
        explained = self.one(".explained").text
        for words in ("It is a bounce.", "token: indicated", "bob@example.net", str(self.inbox)):
            self.assertIn(words, explained)
        button.send_keys(Keys.ENTER)
        self.assertEqual(self.find(".explained"), [])

    def test_the_ordinary_messages_of_a_storm_are_one_click_away(self):
        self.open_page()
        self.one("#timeline svg g[role=button]").send_keys(Keys.ENTER)
        self.wait(lambda: "The one that matters" in self.subjects())
        self.assertEqual({cell.text for cell in self.find("td.what")}, {"ordinary"})
        self.assertLess(self.shown(), 5)
        self.click(self.one("#period"))
        self.assertEqual(self.shown(), 151)

    def test_a_day_of_the_chart_opens_its_messages_by_the_keyboard(self):
        self.open_page()
        self.one("#timeline svg").send_keys(Keys.END, Keys.ENTER)
        self.wait(lambda: self.shown() == 1)
        self.assertIn("19 Nov 2026", self.one("#period").text)

    def test_fits_a_phone_and_follows_the_dark(self):
        self.open_page()
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": True})
        self.addCleanup(self.browser.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})
        self.wait(lambda: self.one("#timeline svg").size["width"] <= 360)
        self.assertLessEqual(self.browser.execute_script("return document.documentElement.scrollWidth"), 360)
        colours = set()
        for scheme in ("light", "dark"):
            self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
            colours.add(self.one("body").value_of_css_property("background-color"))
        self.assertEqual(len(colours), 2)

    def test_opens_where_no_message_is_an_automatic_reply(self):
        (self.inbox / "cur" / "1.x:2,S").write_text(ORDINARY)
        self.page = self.home / "report.html"
        self.run_backsift("scan", "--config", self.config, "-o", self.page, self.inbox)
        self.browser.get(self.page.as_uri())
        self.assertEqual(self.one("h1").text, "In 1 message there is no automatic reply.")
        self.assertEqual(self.shown(), 1)
        self.assertFalse(self.one("#timeline").is_displayed())


class Sources(unittest.TestCase):
    def test_the_script_never_makes_markup_of_text(self):
        page = pathlib.Path(__file__).resolve().parents[2] / "src/report/page"
        for script in page.glob("*.js"):
            self.assertNotRegex(script.read_text(), r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|DOMParser", script.name)


if __name__ == "__main__":
    unittest.main()
