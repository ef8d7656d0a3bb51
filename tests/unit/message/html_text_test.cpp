#include <gtest/gtest.h>

#include "base/text.hpp"
#include "message/decode.hpp"

namespace backsift::message {
namespace {

TEST(HtmlText, DropsTagsAndCollapsesBlanks) {
    EXPECT_EQ(render_html("<b>Your</b>\r\n message  <i>to\t</i> Ann"), "Your message to Ann");
    EXPECT_EQ(render_html(""), "");
    EXPECT_EQ(render_html("plain"), "plain");
}

TEST(HtmlText, BlockElementsEndLines) {
    EXPECT_EQ(render_html("a<br>b<BR/>c<div>d</div><div>e</div>f"), "a\nb\nc\nd\ne\nf");
    EXPECT_EQ(render_html("<ul><li>a<li>b</ul>"), "a\nb\n\n");
    EXPECT_EQ(render_html("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>"), "a b\nc\n");
}

TEST(HtmlText, ParagraphsAndHeadingsAreSetApart) {
    EXPECT_EQ(render_html("<h1>a</h1><p>b</p>\n<p>c</p>"), "a\n\nb\n\nc\n\n");
    EXPECT_EQ(render_html("a<br><br>b"), "a\n\nb");
}

TEST(HtmlText, OutlooksParagraphsAreLines) {
    EXPECT_EQ(render_html("<p class=MsoNormal>From: a</p><p class=MsoNormal>To: b</p>"
                          "<p class=\"MsoNormal\">&nbsp;</p><p class=MsoNormal>c</p>"),
              "From: a\nTo: b\n\nc\n");
}

TEST(HtmlText, PreKeepsItsLines) {
    EXPECT_EQ(render_html("x<pre>\r\na  b\r\n  c\n\nd</pre>e  f"), "x\n\na  b\n  c\n\nd\n\ne f");
    EXPECT_EQ(render_html("</pre></pre>a  b"), "a b");
}

TEST(HtmlText, ReturnedHeaderBlocksCanBeReadLineByLine) {
    EXPECT_EQ(
        render_html("Received: from a<br>\n&nbsp;&nbsp;by b; date<br>From: &lt;a@example.org&gt;"
                    "<br>Message-ID: &lt;1@example.org&gt;<br><br>text"),
        "Received: from a\n  by b; date\nFrom: <a@example.org>\nMessage-ID: "
        "<1@example.org>\n\ntext");
}

TEST(HtmlText, AddressesThatNobodyEscapedStay) {
    EXPECT_EQ(render_html("<p>to <ann@example.org>:<br>no"), "to <ann@example.org>:\nno");
    EXPECT_EQ(render_html("<a href=\"mailto:ann@example.org\">x</a>"), "x");
    EXPECT_EQ(render_html("<a@b"), "<a@b");
}

TEST(HtmlText, DropsCommentsScriptsAndStyles) {
    EXPECT_EQ(
        render_html("a<!-- <b> x > -->b<style>p>a {}</style>c<SCRIPT>if (a<b) x();</script >d"),
        "abcd");
    EXPECT_EQ(render_html("<!DOCTYPE html><?xml version=\"1.0\"?>a<!-->b"), "ab");
}

TEST(HtmlText, UnclosedThingsDoNotSwallowTheRest) {
    EXPECT_EQ(render_html("a<!-- b > c"), "a c");
    EXPECT_EQ(render_html("a<script>b"), "ab");
    EXPECT_EQ(render_html("a<style>b"), "ab");
    EXPECT_EQ(render_html("a <b and no more"), "a <b and no more");
    EXPECT_EQ(render_html("a<a title=\"b>c"), "ac");
    EXPECT_EQ(render_html("a<a b='c>d\" e='\">f"), "af");
    EXPECT_EQ(render_html("a<!b"), "a<!b");
    EXPECT_EQ(render_html("a<"), "a<");
    EXPECT_EQ(render_html("a</"), "a</");
}

TEST(HtmlText, ABracketThatOpensNoTagIsText) {
    EXPECT_EQ(render_html("1 < 2 <3 <= 4 > 3"), "1 < 2 <3 <= 4 > 3");
}

TEST(HtmlText, AQuotedValueMayHoldABracket) {
    EXPECT_EQ(render_html("<a title=\"x > y\">b</a><a title = 'x>y'>c</a>"), "bc");
    EXPECT_EQ(render_html("<p it's>a</p> don't"), "a\n\ndon't");
}

TEST(HtmlText, DecodesEntities) {
    EXPECT_EQ(render_html("&lt;a@b&gt; &amp; &quot;&apos;"), "<a@b> & \"'");
    EXPECT_EQ(render_html("Gr&uuml;&szlig;e &eacute;&Eacute;&yuml;"), "Grüße éÉÿ");
    EXPECT_EQ(render_html("&euro;&hellip;&mdash;&ndash;&rsquo;&lsquo;&rdquo;&ldquo;"), "€…—–’‘”“");
    EXPECT_EQ(render_html("&#65;&#x42;&#X63;&#8364;&#150;&#0;&#xD800;&#99999999999;"),
              "ABc€–\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(render_html("a&nbsp;&nbsp;b"), "a  b");
}

TEST(HtmlText, ReadsEntitiesWithoutSemicolonButNotInsideAddresses) {
    EXPECT_EQ(render_html("&lt a &copy 2026 &#65 b"), "< a © 2026 A b");
    EXPECT_EQ(render_html("?a=1&lt=2&copyright&nosuch;&;&&#;&#x;&"),
              "?a=1&lt=2&copyright&nosuch;&;&&#;&#x;&");
}

TEST(HtmlText, AmpersandIsDecodedOnce) {
    EXPECT_EQ(render_html("&amp;lt;b&amp;gt;"), "&lt;b&gt;");
}

TEST(HtmlText, HostileInputIsReadInOnePass) {
    for (const std::string_view piece :
         {"<", "<a", "<!--", "<script>", "<style>", "<a b=\"", "<a b='", "</",
          "&", "&#", "&lt",  "<pre>",    "<p>",     "<br>",    "=\"",    "<a =\"><b ='>",
          " ", "<!", "<?",   "<a@",      "\n",      "<td>"}) {
        std::string html;
        while (html.size() < 300'000)
            html += piece;
        EXPECT_LE(render_html(html).size(), html.size() + 2);
        EXPECT_TRUE(base::is_valid_utf8(render_html(html + "\"'>-->ü")));
    }
}

TEST(HtmlText, NulAndControlCharactersDoNoHarm) {
    EXPECT_EQ(render_html(std::string_view("a\0<b\0>c\r", 8)), std::string("a\0c", 3));
}

} // namespace
} // namespace backsift::message
