// Which charset a name means. The IANA names and aliases that mail uses, and the names that
// programs made up.
#include <array>

#include "message/charset.hpp"

namespace backsift::message {

namespace {

struct Names {
    std::string_view names; // lower case letters and digits only, each between blanks
    Charset charset;
};

constexpr auto k_names = std::to_array<Names>({
    {" usascii 646 7bit ansix341968 ansix341986 ascii cp367 csascii ibm367 iso646irv1991"
     " iso646us isoir6 us ",
     {Coding::ascii, {}}},
    {" big5 950 big5eten big5hkscs big5hkscs2004 cnbig5 cp950 cp951 csbig5 csbig5hkscs"
     " ms950 windows950 ",
     {Coding::big5, {}}},
    {" euckr 5601 949 cp949 cseuckr csksc56011987 isoir149 johabuhc korean ksc5601"
     " ksc56011987 ksc56011989 ksx1001 ms949 uhc windows949 ",
     {Coding::cp949, {}}},
    {" eucjp cp20932 cp51932 cseucpkdfmtjapanese eucjpms eucjpwin"
     " extendedunixcodepackedformatforjapanese ujis xeucjp ",
     {Coding::euc_jp, {}}},
    {" gb18030 936 chinese cngb cp54936 cp936 csgb18030 csgb2312 csgbk csiso58gb231280"
     " euccn gb gb2312 gb231280 gbk isoir58 ms936 windows936 ",
     {Coding::gb18030, {}}},
    {" hzgb2312 hz hzgb ", {Coding::hz, {}}},
    {" iso2022jp cp50220 cp50221 cp50222 csiso2022jp csiso2022jp2 iso2022jp1 iso2022jp2"
     " iso2022jp3 iso2022jpms jis ",
     {Coding::iso_2022_jp, {}}},
    {" iso2022kr csiso2022kr ", {Coding::iso_2022_kr, {}}},
    {" shiftjis 932 cp932 cp943 cp943c csshiftjis cswindows31j ibm943 ms932 mskanji"
     " shiftjisms sjis windows31j windows932 xsjis ",
     {Coding::shift_jis, {}}},
    {" utf16 csunicode csutf16 iso10646ucs2 ucs2 unicode ", {Coding::utf16, {}}},
    {" utf16be cp1201 csutf16be ucs2be unicodefffe ", {Coding::utf16_be, {}}},
    {" utf16le cp1200 csutf16le ucs2le unicodefeff ", {Coding::utf16_le, {}}},
    {" utf32 csucs4 csutf32 iso10646ucs4 ucs4 ", {Coding::utf32, {}}},
    {" utf32be csutf32be ucs4be ", {Coding::utf32_be, {}}},
    {" utf32le csutf32le ucs4le ", {Coding::utf32_le, {}}},
    {" utf7 cp65000 csunicode11utf7 csutf7 unicode11utf7 unicode20utf7 ", {Coding::utf7, {}}},
    {" utf8 cp65001 csutf8 unicode11utf8 unicode20utf8 utf8mb4 utf8n ", {Coding::utf8, {}}},
    {" ibm437 437 cp437 cspc8codepage437 dos437 ", {Coding::single_byte, SingleByte::ibm437}},
    {" ibm850 850 cp850 cspc850multilingual dos850 ", {Coding::single_byte, SingleByte::ibm850}},
    {" ibm852 852 cp852 cspcp852 dos852 ", {Coding::single_byte, SingleByte::ibm852}},
    {" ibm866 866 cp866 csibm866 dos866 ", {Coding::single_byte, SingleByte::ibm866}},
    {" iso885910 885910 csisolatin6 iso8859101992 isoir157 l6 latin6 ",
     {Coding::single_byte, SingleByte::iso_8859_10}},
    {" iso885913 885913 isoir179 l7 latin7 ", {Coding::single_byte, SingleByte::iso_8859_13}},
    {" iso885914 885914 iso8859141998 isoceltic isoir199 l8 latin8 ",
     {Coding::single_byte, SingleByte::iso_8859_14}},
    {" iso885915 885915 csiso885915 iso8859151998 isoir203 l9 latin9 ",
     {Coding::single_byte, SingleByte::iso_8859_15}},
    {" iso885916 885916 iso8859162001 isoir226 l10 latin10 ",
     {Coding::single_byte, SingleByte::iso_8859_16}},
    {" iso88592 88592 csisolatin2 iso885921987 isoir101 l2 latin2 ",
     {Coding::single_byte, SingleByte::iso_8859_2}},
    {" iso88593 88593 csisolatin3 iso885931988 isoir109 l3 latin3 ",
     {Coding::single_byte, SingleByte::iso_8859_3}},
    {" iso88594 88594 csisolatin4 iso885941988 isoir110 l4 latin4 ",
     {Coding::single_byte, SingleByte::iso_8859_4}},
    {" iso88595 88595 csisolatincyrillic cyrillic iso885951988 isoir144 ",
     {Coding::single_byte, SingleByte::iso_8859_5}},
    {" iso88596 88596 arabic asmo708 csiso88596e csiso88596i csisolatinarabic ecma114"
     " iso885961987 iso88596e iso88596i isoir127 ",
     {Coding::single_byte, SingleByte::iso_8859_6}},
    {" iso88597 88597 csisolatingreek ecma118 elot928 greek greek8 iso885971987 isoir126"
     " suneugreek ",
     {Coding::single_byte, SingleByte::iso_8859_7}},
    {" iso88598 88598 csiso88598e csiso88598i csisolatinhebrew hebrew iso885981988"
     " iso88598e iso88598i isoir138 logical visual ",
     {Coding::single_byte, SingleByte::iso_8859_8}},
    {" koi8r cp20866 cskoi8r koi koi8 windows20866 ", {Coding::single_byte, SingleByte::koi8_r}},
    {" koi8t ", {Coding::single_byte, SingleByte::koi8_t}},
    {" koi8u cp21866 cskoi8u koi8ru ", {Coding::single_byte, SingleByte::koi8_u}},
    {" macintosh cp10000 csmacintosh mac macroman ", {Coding::single_byte, SingleByte::macintosh}},
    {" windows1250 1250 cp1250 cswindows1250 ms1250 msee win1250 windowscp1250 ",
     {Coding::single_byte, SingleByte::windows_1250}},
    {" windows1251 1251 cp1251 cswindows1251 ms1251 mscyrl win1251 windowscp1251 ",
     {Coding::single_byte, SingleByte::windows_1251}},
    {" windows1252 1252 88591 ansi cp1252 cp819 csisolatin1 cswindows1252 ibm819 iso88591"
     " iso885911987 iso88591windows31latin1 isoir100 isolatin1 l1 latin1 ms1252 msansi"
     " win1252 windowscp1252 ",
     {Coding::single_byte, SingleByte::windows_1252}},
    {" windows1253 1253 cp1253 cswindows1253 ms1253 msgreek win1253 windowscp1253 ",
     {Coding::single_byte, SingleByte::windows_1253}},
    {" windows1254 1254 88599 cp1254 csisolatin5 cswindows1254 iso88599 iso885991989"
     " isoir148 l5 latin5 ms1254 msturk win1254 windowscp1254 ",
     {Coding::single_byte, SingleByte::windows_1254}},
    {" windows1255 1255 cp1255 cswindows1255 ms1255 mshebr win1255 windowscp1255 ",
     {Coding::single_byte, SingleByte::windows_1255}},
    {" windows1256 1256 cp1256 cswindows1256 ms1256 msarab win1256 windowscp1256 ",
     {Coding::single_byte, SingleByte::windows_1256}},
    {" windows1257 1257 cp1257 cswindows1257 ms1257 win1257 winbaltrim windowscp1257 ",
     {Coding::single_byte, SingleByte::windows_1257}},
    {" windows1258 1258 cp1258 cswindows1258 ms1258 win1258 windowscp1258 ",
     {Coding::single_byte, SingleByte::windows_1258}},
    {" windows874 874 885911 cp874 cstis620 cswindows874 dos874 ibm874 iso885911"
     " iso8859112001 isoir166 ms874 tis620 tis6202533 win874 windowscp874 ",
     {Coding::single_byte, SingleByte::windows_874}},
});

constexpr std::size_t k_longest_name = 80;

// " iso88591 " for "ISO_8859-1"
std::string between_blanks(std::string_view name) {
    std::string out = " ";
    for (const char c : name.substr(0, k_longest_name))
        if (base::is_alnum(c))
            out += base::lower(c);
    return out += ' ';
}

std::optional<Charset> look_up(std::string_view wanted) {
    for (const Names& row : k_names)
        if (row.names.find(wanted) != std::string_view::npos)
            return row.charset;
    return std::nullopt;
}

} // namespace

std::optional<Charset> find_charset(std::string_view name) {
    if (base::iequals(name, "utf-8"))
        return Charset{Coding::utf8, {}};
    std::string wanted = between_blanks(name);
    if (wanted.size() < 3)
        return std::nullopt;
    if (const auto found = look_up(wanted))
        return found;
    // "x-cp1251", "x-mac-roman"
    if (wanted[1] != 'x')
        return std::nullopt;
    return look_up(wanted.erase(1, 1));
}

} // namespace backsift::message
