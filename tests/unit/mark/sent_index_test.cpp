#include "mark/sent_index.hpp"

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mark/sent_update.hpp"
#include "support/fake_world.hpp"
#include "support/temp_dir.hpp"

namespace backsift::mark {
namespace {

using proof::Look;

constexpr message::UnixTime k_date = 1'795'237'580; // 2026-11-21T05:06:20Z

std::string sent_mail(const std::string& id, const std::string& to) {
    return "Date: Sat, 21 Nov 2026 05:06:20 +0000\nFrom: ann@example.org\nTo: " + to
           + "\nSubject: Meeting =?utf-8?q?notes?=\nMessage-ID: <" + id + ">\n\n";
}

class Sent : public testing::Test {
  protected:
    template<class Use>
    void with_header(const std::string& text, const Use& use) {
        message::Defects defects;
        std::size_t body_at = 0;
        use(message::scan_header(text, limits, defects, body_at));
    }
    void add(SentUpdate& update, const std::string& id, const std::string& to) {
        with_header(sent_mail(id, to), [&](const auto& header) {
            update.add("place of " + id, {header, {}}, limits);
        });
    }
    void register_one(const std::string& id, const std::string& to) {
        with_header(sent_mail(id, to), [&](const auto& header) {
            ASSERT_TRUE(register_sent(directory, {header, {}}, world));
        });
    }
    void update_with(std::initializer_list<std::string> ids, std::int64_t until = k_date) {
        auto update = SentUpdate::begin(directory, world);
        ASSERT_TRUE(update) << describe(update.error());
        for (const std::string& id : ids)
            add(*update, id, "bob@example.net");
        ASSERT_TRUE(update->save(until));
    }
    [[nodiscard]] Look look(const std::string& id) const {
        return SentIndex(directory).by_id(id).look;
    }

    base::Limits limits;
    test::TempDir temp;
    std::string directory = temp / "state/sent";
    test::FakeWorld world;
};

TEST(KeyedHash, IsSipHash24) {
    // The vectors of the authors' reference: key 00 01 … 0f, texts 00 01 … of a growing length.
    const HashKey key{0x0706050403020100U, 0x0f0e0d0c0b0a0908U};
    std::string text;
    EXPECT_EQ(keyed_hash(key, text), 0x726fdb47dd0e0e31U);
    for (char c = 0; c < 8; ++c)
        text += c;
    EXPECT_EQ(keyed_hash(key, text), 0x93f5f5799a932462U);
    for (char c = 8; c < 15; ++c)
        text += c;
    EXPECT_EQ(keyed_hash(key, text), 0xa129ca6149be45e5U);
}

TEST_F(Sent, IsFoundByIdRecipientAndSoftTriple) {
    update_with({"one@example.org"}, k_date + 5);
    const SentIndex index(directory);
    EXPECT_EQ(index.trouble(), "");
    EXPECT_EQ(index.complete_until(), k_date + 5);
    const proof::SentMessage sent = index.by_id("one@example.org");
    ASSERT_EQ(sent.look, Look::hit);
    EXPECT_TRUE(sent.names_recipients);
    EXPECT_TRUE(sent.went_to("bob@example.net"));
    EXPECT_FALSE(sent.went_to("eve@example.net"));
    EXPECT_FALSE(sent.went_to(""));
    EXPECT_EQ(index.by_id("two@example.org").look, Look::miss);
    EXPECT_EQ(index.last_written_to("bob@example.net"), k_date);
    EXPECT_EQ(index.last_written_to("eve@example.net"), std::nullopt);
    EXPECT_EQ(index.soft("bob@example.net", "meeting  NOTES", k_date), Look::hit);
    EXPECT_EQ(index.soft("bob@example.net", "Meeting notes", k_date + 7200), Look::miss);
    EXPECT_EQ(index.soft("eve@example.net", "Meeting notes", k_date), Look::miss);
}

constexpr std::string_view k_token_header = "X-Mine";
// What stands behind the day in the tokens of these tests, and the nonce in it.
std::string token_field(const std::string& nonce) {
    return "X-Mine: v1; k=a1; t=20778; n=" + nonce + "; m=AAAAAAAAAAAAAAAAAAAAAA\n";
}
constexpr std::string_view k_nonce = "AAAAAAAAAAAAAAAA";
constexpr std::string_view k_another = "BBBBBBBBBBBBBBBB";

// Of mail with tokens: from the log, and from the index after the next update.
class SentTokens : public Sent {
  protected:
    void register_mail(const std::string& text, std::vector<std::string> recipients = {}) {
        with_header(text, [&](const auto& header) {
            ASSERT_TRUE(
                register_sent(directory, {header, k_token_header, std::move(recipients)}, world));
        });
    }
    [[nodiscard]] proof::SentMessage find(std::string_view nonce = k_nonce) const {
        return SentIndex(directory).by_token(nonce);
    }
    std::string mail = token_field(std::string(k_nonce)) + sent_mail("one@x.test", "bob@x.test");
};

TEST_F(SentTokens, AreFoundByTheirNonceWithTheRecipientsOfAllTheirMail) {
    register_mail(mail);
    register_mail(token_field(std::string(k_another)) + mail, {"eve@x.test"});
    for (const bool updated : {false, true}) {
        if (updated)
            update_with({});
        ASSERT_EQ(find().look, Look::hit);
        EXPECT_TRUE(find().names_recipients);
        EXPECT_TRUE(find().went_to("bob@x.test") && find().went_to("eve@x.test"));
        EXPECT_FALSE(find().went_to("victim@x.test"));
        EXPECT_TRUE(find(k_another).went_to("eve@x.test"));
        EXPECT_EQ(find("CCCCCCCCCCCCCCCC").look, Look::miss);
        EXPECT_EQ(look(std::string(k_nonce)), Look::miss) << "it is no Message-ID";
        EXPECT_EQ(find("one@x.test").look, Look::miss) << "nor the other way about";
    }
}

TEST_F(SentTokens, AreReadFromFoldersAsWell) {
    auto update = SentUpdate::begin(directory, world);
    ASSERT_TRUE(update);
    with_header(mail, [&](const auto& header) {
        update->add("place", {header, k_token_header}, limits);
    });
    ASSERT_TRUE(update->save(k_date));
    EXPECT_TRUE(find().went_to("bob@x.test"));
}

TEST_F(SentTokens, OfAnotherFieldOrBrokenAreNotEntered) {
    register_mail("X-Other" + mail.substr(6));
    register_mail("X-Mine: v1; k=a1; t=20778; n=AAAA; m=AAAA\nX-Mine: fixed\n" + mail.substr(6));
    EXPECT_EQ(find().look, Look::miss);
    EXPECT_EQ(look("one@x.test"), Look::hit);
}

TEST_F(SentTokens, OfMailToItsAuthorAloneAreNotEnteredForItGoesToBlindCopies) {
    const std::string field = token_field(std::string(k_nonce));
    register_mail(field + sent_mail("one@x.test", "Ann <Ann@example.org>"));
    register_mail(field + sent_mail("two@x.test", "undisclosed-recipients:;"));
    EXPECT_EQ(find().look, Look::miss);
    register_mail(field + sent_mail("three@x.test", "ann@example.org"), {"eve@x.test"});
    EXPECT_TRUE(find().went_to("eve@x.test")) << "here the blind copy is known";
}

TEST_F(SentTokens, AreUnclearWherePartOfWhatIsKnownIsDamagedOrLeftOut) {
    register_mail(mail);
    update_with({});
    ASSERT_EQ(find().look, Look::hit);
    temp.write("state/sent/log", "rubbish\n");
    EXPECT_EQ(find().look, Look::unclear);
    update_with({});
    for (int i = 0; i < 20; ++i)
        register_mail(mail, {"r" + std::to_string(i) + "@x.test"});
    EXPECT_TRUE(find().went_to("r19@x.test"));
    update_with({});
    EXPECT_TRUE(find().went_to("r19@x.test"));
    for (int i = 20; i < 80; ++i)
        register_mail(mail, {"r" + std::to_string(i) + "@x.test"});
    update_with({});
    EXPECT_EQ(find().look, Look::unclear) << "the index keeps a bounded number of one id";
}

TEST_F(Sent, HasTroubleWithoutAnIndex) {
    EXPECT_NE(SentIndex(directory).trouble(), "");
    EXPECT_EQ(SentIndex(directory).complete_until(), std::nullopt);
}

TEST_F(Sent, IsKnownFromTheLogAtOnceAndFromTheIndexLater) {
    register_one("one@example.org", "bob@example.net");
    EXPECT_EQ(look("one@example.org"), Look::hit);
    update_with({});
    EXPECT_EQ(test::read_file(directory + "/log"), "");
    EXPECT_EQ(look("one@example.org"), Look::hit);
    EXPECT_TRUE(SentIndex(directory).by_id("one@example.org").went_to("bob@example.net"));
}

TEST_F(Sent, StaysAsItIsWhereNothingIsNew) {
    update_with({"one@example.org"}, k_date);
    struct stat before {};
    struct stat after {};
    ASSERT_EQ(::stat((directory + "/index").c_str(), &before), 0);
    update_with({}, k_date + 60);
    update_with({}, k_date + 120);
    ASSERT_EQ(::stat((directory + "/index").c_str(), &after), 0);
    EXPECT_EQ(after.st_ino, before.st_ino);
    EXPECT_EQ(SentIndex(directory).complete_until(), k_date + 120);
    // What is new later does not forget it, and a note about another file says nothing.
    const std::string note = test::read_file(directory + "/index.until");
    {
        auto update = SentUpdate::begin(directory, world);
        ASSERT_TRUE(update);
        add(*update, "two@example.org", "bob@example.net");
        ASSERT_TRUE(update->save(std::nullopt));
    }
    EXPECT_EQ(SentIndex(directory).complete_until(), k_date + 120);
    update_with({"three@example.org"}, k_date + 130);
    std::ofstream(directory + "/index.until") << note;
    EXPECT_EQ(SentIndex(directory).complete_until(), k_date + 130);
    for (const std::string& text : {std::string(), std::string("1 2 3\n"), note + note}) {
        std::ofstream(directory + "/index.until") << text;
        EXPECT_EQ(SentIndex(directory).complete_until(), k_date + 130);
    }
}

TEST_F(Sent, IsThereOnceSomethingWasRegistered) {
    EXPECT_FALSE(has_index(directory));
    EXPECT_FALSE(has_index(""));
    register_one("one@example.org", "bob@example.net");
    EXPECT_TRUE(has_index(directory));
}

TEST_F(Sent, IsReadOnceAndKeptWhenMoreComes) {
    update_with({"one@example.org"});
    auto update = SentUpdate::begin(directory, world);
    ASSERT_TRUE(update);
    EXPECT_TRUE(update->knows("place of one@example.org"));
    EXPECT_FALSE(update->knows("place of two@example.org"));
    add(*update, "two@example.org", "eve@example.net");
    ASSERT_TRUE(update->save(std::nullopt));
    EXPECT_EQ(update->messages(), 2U);
    EXPECT_EQ(look("one@example.org"), Look::hit);
    EXPECT_EQ(look("two@example.org"), Look::hit);
    EXPECT_EQ(SentIndex(directory).complete_until(), k_date) << "not all was read this time";
}

TEST_F(Sent, IsNeverCompleteOnceAnUpdateTakesThatBack) {
    update_with({"one@example.org"});
    for (const bool with_news : {false, true}) {
        auto update = SentUpdate::begin(directory, world);
        ASSERT_TRUE(update);
        if (with_news)
            add(*update, "two@example.org", "eve@example.net");
        ASSERT_TRUE(update->save(k_date + 9));
        EXPECT_EQ(SentIndex(directory).complete_until(), k_date + 9);
        ASSERT_TRUE(update->save(0));
        EXPECT_EQ(SentIndex(directory).complete_until(), std::nullopt);
        EXPECT_EQ(look("one@example.org"), Look::hit);
    }
}

TEST_F(Sent, RemembersAFolderAsItDoesAMessage) {
    update_with({"one@example.org"});
    {
        auto update = SentUpdate::begin(directory, world);
        ASSERT_TRUE(update);
        EXPECT_FALSE(update->knows("/home/ann/Sent/\n"));
        update->note("/home/ann/Sent/\n");
        EXPECT_TRUE(update->knows("/home/ann/Sent/\n"));
        ASSERT_TRUE(update->save(std::nullopt));
    }
    EXPECT_TRUE(SentUpdate::begin(directory, world)->knows("/home/ann/Sent/\n"));
}

TEST_F(Sent, CountsAMessageOnceThatWasRegisteredAndReadFromFolders) {
    register_one("one@example.org", "bob@example.net");
    register_one("two@example.org", "bob@example.net");
    update_with({"one@example.org", "three@example.org"});
    auto update = SentUpdate::begin(directory, world);
    ASSERT_TRUE(update);
    EXPECT_EQ(update->messages(), 3U);
    for (const char* place : {"another place", "one more"}) {
        with_header(sent_mail("two@example.org", "bob@example.net"), [&](const auto& header) {
            update->add(place, {header, {}}, limits);
        });
    }
    add(*update, "four@example.org", "bob@example.net");
    ASSERT_TRUE(update->save(k_date));
    EXPECT_EQ(update->messages(), 4U);
    const SentIndex index(directory);
    ASSERT_NE(index.file(), nullptr);
    EXPECT_EQ(index.file()->messages(), 4U);
}

TEST_F(Sent, TellsAThiefNothing) {
    update_with({"one@example.org"});
    register_one("two@example.org", "eve@example.net");
    for (const std::string& name : test::names_in(directory)) {
        struct stat seen {};
        ASSERT_EQ(::stat((directory + '/' + name).c_str(), &seen), 0);
        EXPECT_EQ(seen.st_mode & 0777U, 0600U) << name;
        const std::string bytes = test::read_file(directory + '/' + name);
        for (const char* word : {"example", "one", "bob", "Meeting"}) {
            EXPECT_EQ(bytes.find(word), std::string::npos) << name;
        }
    }
}

TEST_F(Sent, LetsOneUpdateRunAtATime) {
    const auto first = SentUpdate::begin(directory, world);
    ASSERT_TRUE(first);
    const auto second = SentUpdate::begin(directory, world);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, base::Kind::temporary);
}

TEST_F(Sent, IsNeverTakenForAbsentWhereAByteIsWrong) {
    update_with({"one@example.org", "two@example.org", "three@example.org"});
    const std::string good = test::read_file(directory + "/index");
    for (std::size_t at = 0; at < good.size(); at += 7) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        temp.write("state/sent/index", bad);
        const SentIndex index(directory);
        const proof::SentMessage sent = index.by_id("one@example.org");
        EXPECT_TRUE(!index.trouble().empty() || sent.look != Look::miss) << at;
        EXPECT_TRUE(sent.look != Look::hit || !sent.went_to("eve@example.net")) << at;
    }
}

TEST_F(Sent, HasTroubleWithAForeignCutOrEmptyFile) {
    update_with({"one@example.org"});
    const std::string good = test::read_file(directory + "/index");
    for (const std::string& bad :
         {std::string(), good.substr(0, 100), good.substr(0, good.size() - 1), good + "x",
          std::string(4096, '\0'), std::string("hello")}) {
        temp.write("state/sent/index", bad);
        EXPECT_NE(SentIndex(directory).trouble(), "") << bad.size();
    }
    temp.write("state/sent/index", good);
    temp.write("state/sent/key", "0123456789abcdef");
    EXPECT_NE(SentIndex(directory).trouble(), "") << "another key";
    temp.write("state/sent/key", "short");
    EXPECT_NE(SentIndex(directory).trouble(), "");
}

TEST_F(Sent, IsMadeAnewWhereTheIndexIsDamaged) {
    update_with({"one@example.org"});
    temp.write("state/sent/index", "rubbish");
    auto update = SentUpdate::begin(directory, world);
    ASSERT_TRUE(update);
    EXPECT_TRUE(update->started_anew());
    EXPECT_FALSE(update->knows("place of one@example.org"));
}

TEST_F(Sent, IsUnclearBesideADamagedLogLine) {
    update_with({"one@example.org"});
    register_one("two@example.org", "bob@example.net");
    const std::string line = test::read_file(directory + "/log");
    temp.write("state/sent/log", line.substr(0, line.size() / 2));
    EXPECT_EQ(look("one@example.org"), Look::hit);
    EXPECT_EQ(look("two@example.org"), Look::unclear);
    EXPECT_EQ(look("three@example.org"), Look::unclear);
}

TEST(SentLine, ReadsBackAndRefusesEverythingElse) {
    const HashKey key{1, 2};
    const SentRecord record{{4, 8}, {5}, {}, -3};
    const std::string line = to_line(record, key);
    const auto back = from_line(line.substr(0, line.size() - 1), key);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->ids, record.ids);
    EXPECT_EQ(back->recipients, record.recipients);
    EXPECT_EQ(back->date, -3);
    EXPECT_FALSE(from_line(line.substr(0, line.size() - 1), HashKey{1, 3}));
    for (std::size_t cut = 0; cut + 1 < line.size(); ++cut) {
        EXPECT_FALSE(from_line(line.substr(0, cut), key)) << cut;
    }
    EXPECT_FALSE(from_line(std::string(100, '\0'), key));
}

TEST_F(Sent, KeepsAFrequentRecipientAndAFrequentIdSmall) {
    auto update = SentUpdate::begin(directory, world);
    ASSERT_TRUE(update);
    for (int i = 0; i < 5'000; ++i)
        add(*update, i % 2 == 0 ? "same@example.org" : "n" + std::to_string(i), "bob@example.net");
    ASSERT_TRUE(update->save(k_date));
    const SentIndex index(directory);
    EXPECT_EQ(index.last_written_to("bob@example.net"), k_date);
    EXPECT_TRUE(index.by_id("same@example.org").went_to("bob@example.net"));
    EXPECT_EQ(index.by_id("n4999").look, Look::hit);
}

TEST_F(Sent, KeepsAllRecipientsOfAnIdThatWasSentToEachAlone) {
    auto update = SentUpdate::begin(directory, world);
    ASSERT_TRUE(update);
    for (int i = 0; i < 300; ++i)
        add(*update, "same@example.org", "bob@example.net");
    for (int i = 0; i < 30; ++i)
        add(*update, "same@example.org", "r" + std::to_string(i) + "@example.net");
    ASSERT_TRUE(update->save(k_date));
    EXPECT_EQ(update->messages(), 1U);
    const SentIndex index(directory);
    const proof::SentMessage sent = index.by_id("same@example.org");
    EXPECT_TRUE(sent.went_to("bob@example.net"));
    for (int i = 0; i < 30; ++i)
        EXPECT_TRUE(sent.went_to("r" + std::to_string(i) + "@example.net")) << i;
}

TEST_F(Sent, AnswersAmongAHundredThousand) {
    auto update = SentUpdate::begin(directory, world);
    ASSERT_TRUE(update);
    for (int i = 0; i < 100'000; ++i) {
        const std::string number = std::to_string(i);
        add(*update, number + "@example.org", "r" + number + "@example.net");
    }
    ASSERT_TRUE(update->save(k_date));
    const SentIndex index(directory);
    ASSERT_EQ(index.trouble(), "");
    for (int i = 0; i < 100'000; i += 37) {
        const std::string number = std::to_string(i);
        const proof::SentMessage sent = index.by_id(number + "@example.org");
        ASSERT_EQ(sent.look, Look::hit) << i;
        ASSERT_TRUE(sent.went_to("r" + number + "@example.net")) << i;
        ASSERT_EQ(index.by_id(number + "@example.com").look, Look::miss) << i;
    }
}

TEST_F(Sent, IsWholeForReadersBesideWriters) {
    update_with({"first@example.org"});
    std::atomic<bool> stop = false;
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int reader = 0; reader < 2; ++reader) {
        threads.emplace_back([&] {
            while (!stop) {
                if (look("first@example.org") != Look::hit
                    || look("never@example.org") != Look::miss)
                    ++wrong;
            }
        });
    }
    threads.emplace_back([&] {
        for (int i = 0; i < 100; ++i)
            register_one("r" + std::to_string(i), "bob@example.net");
    });
    for (int i = 0; i < 20; ++i)
        update_with({"u" + std::to_string(i)});
    threads.back().join();
    threads.pop_back();
    stop = true;
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, 0);
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(look("r" + std::to_string(i)), Look::hit) << i;
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(look("u" + std::to_string(i)), Look::hit) << i;
}

TEST_F(Sent, SurvivesAnUpdateThatIsKilled) {
    update_with({"first@example.org"});
    for (int attempt = 0; attempt < 8; ++attempt) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto update = SentUpdate::begin(directory, world);
            for (int i = 0; update; ++i) {
                add(*update, std::to_string(i) + "@example.org", "bob@example.net");
                if (i % 50 == 0 && !update->save(k_date))
                    break;
            }
            ::_exit(1);
        }
        ::usleep(static_cast<useconds_t>(2'000 + attempt * 3'000));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
        EXPECT_EQ(look("first@example.org"), Look::hit);
        EXPECT_EQ(look("never@example.org"), Look::miss);
    }
    update_with({"last@example.org"});
    EXPECT_EQ(look("last@example.org"), Look::hit);
    EXPECT_EQ(test::names_in(directory),
              (std::vector<std::string>{"index", "key", "log.lock", "update.lock"}));
}

} // namespace
} // namespace backsift::mark
