"""The words of autoreplies, bounces and challenges in the languages and the charsets in which people
get them, through the real binary. Each mail has one weak sign of structure only, so that the words
decide; with other words in the same language and charset it stays ordinary."""
import base64
import json
import pathlib
import unittest

from support import HomeTest

# language, charset, an autoreply's Subject, its text, a bounce's text, a challenge's text ("" where
# we know of no product that speaks the language)
LANGUAGES = [
    ("en", "us-ascii", "Automatic reply: lunch", "I am out of the office until Monday.", "Your message could not be delivered.",
     "Your message is being held because your address has not been verified."),
    ("de", "iso-8859-1", "Automatische Antwort: Mittag", "Ich bin bis Montag nicht im Büro.", "Ihre Nachricht konnte nicht zugestellt werden.",
     "Ihre Nachricht wird zurückgehalten, bis Sie Ihre Adresse bestätigen."),
    ("fr", "windows-1252", "Réponse automatique : déjeuner", "Je suis absent jusqu’à lundi.", "Votre message n’a pas pu être remis.",
     "Votre message est retenu. Merci de vous authentifier en un clic."),
    ("es", "iso-8859-1", "Respuesta automática: comida", "Estoy de vacaciones hasta el lunes.", "No se ha podido entregar el mensaje.",
     "Su mensaje está retenido hasta que confirme su dirección."),
    ("it", "iso-8859-15", "Risposta automatica: pranzo", "Sono in ferie fino a lunedì.", "Il messaggio non è stato consegnato.",
     "Il suo messaggio è in attesa: la preghiamo di confermare l'indirizzo."),
    ("pt", "iso-8859-1", "Resposta automática: almoço", "Estou de férias até segunda-feira.", "A mensagem não foi entregue.",
     "Sua mensagem está aguardando. Confirme que é o remetente."),
    ("nl", "windows-1252", "Automatisch antwoord: lunch", "Ik ben afwezig tot maandag.", "Uw bericht kon niet worden bezorgd.",
     "Uw bericht wacht totdat u het adres bevestigt."),
    ("sv", "iso-8859-1", "Autosvar: lunch", "Jag är på semester till måndag.", "Meddelandet kunde inte levereras.",
     "Ditt meddelande hålls kvar tills du bekräftar din adress."),
    ("da", "iso-8859-1", "Automatisk svar: frokost", "Jeg er på ferie til mandag.", "Meddelelsen kunne ikke leveres.",
     "Din besked tilbageholdes, indtil du bekræfter din adresse."),
    ("no", "iso-8859-1", "Automatisk svar: lunsj", "Jeg er på ferie til mandag.", "Meldingen kunne ikke leveres.",
     "Meldingen din holdes tilbake til du bekrefter adressen."),
    ("fi", "iso-8859-15", "Automaattinen vastaus: lounas", "Olen lomalla maanantaihin asti.", "Viestiä ei voitu toimittaa.",
     "Viestisi odottaa, kunnes vahvistat osoitteesi."),
    ("pl", "iso-8859-2", "Automatyczna odpowiedź: obiad", "Jestem na urlopie do poniedziałku.", "Wiadomość nie została dostarczona.",
     "Wiadomość została wstrzymana. Potwierdź swój adres."),
    ("cs", "windows-1250", "Automatická odpověď: oběd", "Jsem na dovolené do pondělí.", "Zprávu nelze doručit.",
     "Vaše zpráva byla pozdržena, dokud nepotvrdíte svou adresu."),
    ("sk", "iso-8859-2", "Automatická odpoveď: obed", "Som na dovolenke do pondelka.", "Správu sa nepodarilo doručiť.",
     "Vaša správa bola zadržaná, kým nepotvrdíte svoju adresu."),
    ("hu", "iso-8859-2", "Automatikus válasz: ebéd", "Szabadságon vagyok hétfőig.", "A levelet nem sikerült kézbesíteni.",
     "Az üzenetét visszatartjuk, amíg meg nem erősíti a címét."),
    ("ro", "utf-8", "Răspuns automat: prânz", "Sunt în concediu până luni.", "Mesajul nu a putut fi livrat.",
     "Mesajul dumneavoastră este reținut până când confirmați adresa."),
    ("bg", "windows-1251", "Автоматичен отговор: обяд", "В отпуск съм, извън офиса до понеделник.", "Съобщението не може да бъде доставено.",
     "Вашето съобщение е задържано, докато потвърдите адреса си."),
    ("el", "iso-8859-7", "Αυτόματη απάντηση: γεύμα", "Είμαι εκτός γραφείου μέχρι τη Δευτέρα.", "Το μήνυμα δεν παραδόθηκε.",
     "Το μήνυμά σας κρατείται μέχρι να επιβεβαιώσετε τη διεύθυνσή σας."),
    ("ru", "koi8-r", "Автоматический ответ: обед", "Я в отпуске до понедельника.", "Сообщение не может быть доставлено.",
     "Письмо задержано. Подтвердите, что вы не робот."),
    ("uk", "koi8-u", "Автоматична відповідь: обід", "Я зараз у відпустці до понеділка.", "Повідомлення не вдалося доставити.",
     "Ваш лист затримано, доки ви не підтвердите свою адресу."),
    ("tr", "iso-8859-9", "Otomatik yanıt: öğle yemeği", "Pazartesiye kadar ofis dışında olacağım.", "İletiniz teslim edilemedi.",
     "İletiniz, adresinizi doğrulayana kadar bekletiliyor."),
    ("ar", "windows-1256", "رد تلقائي: الغداء", "أنا في إجازة حتى يوم الاثنين.", "تعذر تسليم رسالتك.",
     "رسالتك محتجزة حتى تقوم بتأكيد عنوانك."),
    ("he", "windows-1255", "תשובה אוטומטית: צהריים", "אני בחופשה עד יום שני.", "לא ניתן למסור את ההודעה.",
     "ההודעה שלך מעוכבת עד לאימות הכתובת שלך."),
    ("ja", "iso-2022-jp", "自動応答: 昼食", "現在、休暇中です。", "メールを配信できませんでした。", "迷惑メール対策のため、認証をお願いします。"),
    ("ja", "shift_jis", "自動返信: 昼食", "ただいま出張のため不在です。", "宛先が不明のため届けられません。届きません。", "迷惑メール対策のため、返信してください。"),
    ("ja", "euc-jp", "不在通知: 昼食", "現在、出張中です。", "メールの送信に失敗しました。", "スパム対策のため、認証をお願いします。"),
    ("zh-Hans", "gb2312", "自动回复: 午餐", "我目前休假，周一回来。", "邮件无法投递到收件人。", "为防止垃圾邮件，请验证您的地址。"),
    ("zh-Hans", "gb18030", "自动答复: 午餐", "我正在出差。", "您的邮件被退回，用户不存在。", "为防止垃圾邮件，请验证您的地址。"),
    ("zh-Hant", "big5", "自動回覆: 午餐", "我目前休假，星期一回來。", "郵件無法傳遞給收件者。", "為防止垃圾郵件，請驗證您的地址。"),
    ("ko", "euc-kr", "자동 회신: 점심", "월요일까지 휴가 중입니다.", "메시지를 배달할 수 없습니다.", "스팸 방지를 위해 주소를 인증해 주십시오."),
    ("vi", "utf-8", "Trả lời tự động: bữa trưa", "Hiện tôi đang nghỉ phép đến thứ Hai.", "Không thể gửi thư đến người nhận.",
     "Thư của bạn đang được giữ lại cho đến khi bạn xác minh địa chỉ."),
    ("id", "us-ascii", "Balasan otomatis: makan siang", "Saya sedang cuti sampai Senin.", "Pesan Anda tidak dapat dikirim.",
     "Pesan Anda ditahan sampai Anda memverifikasi alamat Anda."),
]
# Neutral words for the counter-test, one for each script.
NEUTRAL = {"ru": "Встретимся в понедельник?", "uk": "Зустрінемося в понеділок?", "bg": "Ще се видим ли?", "el": "Θα συναντηθούμε;",
           "ar": "هل نلتقي؟", "he": "ניפגש?", "ja": "会いましょうか。", "zh-Hans": "我们见面吗？", "zh-Hant": "我們見面嗎？", "ko": "만날까요?"}


def codec(charset):
    return {"windows-1255": "cp1255", "windows-1256": "cp1256", "windows-1250": "cp1250", "windows-1251": "cp1251",
            "windows-1252": "cp1252"}.get(charset, charset)


def word(text, charset):
    encoded = base64.b64encode(text.encode(codec(charset))).decode()
    return f"=?{charset}?B?{encoded}?="


def mail(header, subject, text, charset):
    head = (f"{header}To: ann@example.org\nSubject: {word(subject, charset)}\nMIME-Version: 1.0\n"
            f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n")
    return head.encode() + text.encode(codec(charset)) + b"\n"


NULL = "Return-Path: <>\nFrom: bob@example.net\n"
ANSWER = NULL + "In-Reply-To: <1@example.org>\n"
DAEMON = "From: MAILER-DAEMON@mx.example.net\n"


def sentences():
    """language, kind and a sentence in words of our own, from sentences.tsv."""
    path = pathlib.Path(__file__).with_name("sentences.tsv")
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


class Languages(HomeTest):
    def setUp(self):
        super().setUp()
        self.config.write_text("")

    def kinds(self, mails):
        """The kind of each mail, by its name, in one run."""
        folder = self.home / "mails"
        folder.mkdir()
        for name, content in mails.items():
            (folder / name).write_bytes(content)
        done = self.run_backsift("scan", "--config", self.config, "--format", "jsonl", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {row["path"].rsplit("/", 1)[1]: row["kind"] for row in map(json.loads, done.stdout.splitlines())}

    def check(self, expected, made):
        mails = {f"{language}-{charset}": made(charset, *rest) for language, charset, *rest in LANGUAGES}
        kinds = self.kinds({name: content for name, content in mails.items() if content})
        self.assertEqual({name: kind for name, kind in kinds.items() if kind != expected}, {})

    def test_the_subject_of_an_autoreply(self):
        self.check("autoreply", lambda charset, subject, away, failed, held: mail(NULL, subject, "-", charset))

    def test_the_text_of_an_autoreply(self):
        self.check("autoreply", lambda charset, subject, away, failed, held: mail(ANSWER, "-", away, charset))

    def test_the_text_of_a_bounce(self):
        self.check("bounce", lambda charset, subject, away, failed, held: mail(DAEMON, "-", failed, charset))

    def test_the_text_of_a_challenge(self):
        self.check("challenge", lambda charset, subject, away, failed, held: held and mail(ANSWER, "-", held, charset))

    def test_what_mail_systems_and_absent_people_say_in_other_words(self):
        sign = {"bounce": DAEMON, "autoreply": "From: bob@example.net\nIn-Reply-To: <1@example.org>\nPrecedence: bulk\n"}
        expected, mails = {}, {}
        for number, (language, kind, text) in enumerate(sentences(), 1):
            name = f"{number:03}-{language}"
            expected[name], mails[name] = kind, mail(sign[kind], "-", text, "utf-8")
        self.assertGreater(len(mails), 180)
        kinds = self.kinds(mails)
        self.assertEqual({name: kind for name, kind in kinds.items() if kind != expected[name]}, {})

    def test_the_same_words_from_a_person_decide_nothing(self):
        person = "From: bob@example.net\nUser-Agent: Mutt/2.2\nIn-Reply-To: <1@example.org>\n"
        mails = {f"{number:03}": mail(person, "Re: -", text, "utf-8") for number, (_, _, text) in enumerate(sentences(), 1)}
        self.assertEqual({name: kind for name, kind in self.kinds(mails).items() if kind != "ordinary"}, {})

    def test_other_words_decide_nothing(self):
        mails = {}
        for language, charset, *_ in LANGUAGES:
            text = NEUTRAL.get(language, "OK?")
            for name, header in (("null", NULL), ("answer", ANSWER), ("daemon", DAEMON)):
                mails[f"{language}-{charset}-{name}"] = mail(header, text, text, charset)
        kinds = self.kinds(mails)
        self.assertEqual({name: kind for name, kind in kinds.items() if kind != "ordinary"}, {})


if __name__ == "__main__":
    unittest.main()
