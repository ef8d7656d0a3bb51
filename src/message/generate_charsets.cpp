// Writes the source of charset_tables.hpp's tables, from the build host's iconv. Runs at build
// time:
//
//   generate_charsets OUTPUT
//
// Fails, and with it the build, when the host's iconv lacks a charset.
#include <cstdio>
#include <cstdlib>
#include <iconv.h>
#include <string>
#include <vector>

#include "message/charset_tables.hpp"

namespace {

using namespace backsift::message;

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "generate_charsets: %s\n", why.c_str());
    std::exit(1);
}

class Converter {
  public:
    explicit Converter(const char* charset) : handle_(iconv_open("UTF-32BE", charset)) {
        // iconv_open() answers (iconv_t)-1, and iconv_t is a pointer here and an integer there.
        if (handle_ == reinterpret_cast<iconv_t>(-1))
            give_up(std::string("this host's iconv has no ") + charset);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter() { iconv_close(handle_); }

    // The code point that the bytes stand for; 0 when they are no character, the first one when
    // they are several.
    char32_t operator()(std::string bytes) {
        std::array<char, 32> out{};
        char* in_at = bytes.data();
        char* out_at = out.data();
        std::size_t in_left = bytes.size();
        std::size_t out_left = out.size();
        iconv(handle_, nullptr, nullptr, nullptr, nullptr);
        if (iconv(handle_, &in_at, &in_left, &out_at, &out_left) == std::size_t(-1))
            return 0;
        // windows-1255 and -1258 hold a letter back until they know what follows.
        iconv(handle_, nullptr, nullptr, &out_at, &out_left);
        if (out.size() - out_left < 4)
            return 0;
        char32_t code_point = 0;
        for (std::size_t i = 0; i < 4; ++i)
            code_point = code_point << 8U | static_cast<unsigned char>(out[i]);
        return code_point;
    }

  private:
    iconv_t handle_;
};

std::string bytes(std::initializer_list<unsigned> values) {
    std::string text;
    for (const unsigned value : values)
        text += static_cast<char>(static_cast<unsigned char>(value));
    return text;
}

struct SingleByteName {
    SingleByte table;
    const char* charset;
};

constexpr std::array<SingleByteName, k_single_bytes> k_single_byte_names = {{
    {SingleByte::ibm437, "IBM437"},           {SingleByte::ibm850, "IBM850"},
    {SingleByte::ibm852, "IBM852"},           {SingleByte::ibm866, "IBM866"},
    {SingleByte::iso_8859_2, "ISO-8859-2"},   {SingleByte::iso_8859_3, "ISO-8859-3"},
    {SingleByte::iso_8859_4, "ISO-8859-4"},   {SingleByte::iso_8859_5, "ISO-8859-5"},
    {SingleByte::iso_8859_6, "ISO-8859-6"},   {SingleByte::iso_8859_7, "ISO-8859-7"},
    {SingleByte::iso_8859_8, "ISO-8859-8"},   {SingleByte::iso_8859_10, "ISO-8859-10"},
    {SingleByte::iso_8859_13, "ISO-8859-13"}, {SingleByte::iso_8859_14, "ISO-8859-14"},
    {SingleByte::iso_8859_15, "ISO-8859-15"}, {SingleByte::iso_8859_16, "ISO-8859-16"},
    {SingleByte::koi8_r, "KOI8-R"},           {SingleByte::koi8_t, "KOI8-T"},
    {SingleByte::koi8_u, "KOI8-U"},           {SingleByte::macintosh, "MACINTOSH"},
    {SingleByte::windows_874, "CP874"},       {SingleByte::windows_1250, "CP1250"},
    {SingleByte::windows_1251, "CP1251"},     {SingleByte::windows_1252, "CP1252"},
    {SingleByte::windows_1253, "CP1253"},     {SingleByte::windows_1254, "CP1254"},
    {SingleByte::windows_1255, "CP1255"},     {SingleByte::windows_1256, "CP1256"},
    {SingleByte::windows_1257, "CP1257"},     {SingleByte::windows_1258, "CP1258"},
}};

void print_values(std::FILE* file, const std::vector<char32_t>& values) {
    for (std::size_t i = 0; i < values.size(); ++i)
        std::fprintf(file, "0x%X,%s", static_cast<unsigned>(values[i]), i % 16 == 15 ? "\n" : "");
}

void print_single_bytes(std::FILE* file) {
    std::fputs(
        "const std::array<std::array<char16_t, 128>, k_single_bytes> k_single_byte_tables = {{\n",
        file);
    for (std::size_t i = 0; i < k_single_bytes; ++i) {
        if (static_cast<std::size_t>(k_single_byte_names[i].table) != i)
            give_up("the single-byte charsets are out of order");
        Converter convert(k_single_byte_names[i].charset);
        std::vector<char32_t> values;
        for (unsigned byte = 0x80; byte <= 0xFF; ++byte)
            values.push_back(convert(bytes({byte})));
        std::fputs("{{", file);
        print_values(file, values);
        std::fputs("}},\n", file);
    }
    std::fputs("}};\n", file);
}

// Prints a table, its values cut to 16 bits, after looking that it holds about what it should:
// an iconv that converts to question marks would not be noticed otherwise.
void print_table(std::FILE* file, const char* name, const char* shape,
                 const std::vector<char32_t>& values, std::size_t fewest) {
    std::vector<char32_t> low;
    std::size_t characters = 0;
    for (const char32_t value : values) {
        low.push_back(value & 0xFFFFU);
        characters += value != 0 && value != '?' ? 1 : 0;
    }
    if (characters < fewest)
        give_up(std::string("this host's iconv knows too little for ") + name);
    std::fprintf(file, "const std::array<char16_t, %s.size()> %s = {{\n", shape, name);
    print_values(file, low);
    std::fputs("}};\n", file);
}

// One bit a code: set when the character stands in plane 2.
void print_plane_2(std::FILE* file, const char* name, const std::vector<char32_t>& values) {
    std::vector<char32_t> bits((values.size() + 7) / 8);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] >> 16U == 2)
            bits[i / 8] |= 1U << i % 8;
    std::fprintf(file, "const std::array<std::uint8_t, %zu> %s = {{\n", bits.size(), name);
    print_values(file, bits);
    std::fputs("}};\n", file);
}

void print_gbk(std::FILE* file) {
    Converter convert("GB18030");
    std::vector<char32_t> values;
    for (unsigned lead = k_gbk_shape.first_lead; lead <= k_gbk_shape.last_lead; ++lead)
        for (unsigned trail = 0x40; trail <= 0xFE; ++trail)
            if (trail != 0x7F)
                values.push_back(convert(bytes({lead, trail})));
    print_table(file, "k_gbk", "k_gbk_shape", values, 21'000);
    print_plane_2(file, "k_gbk_plane_2", values);
}

void print_four_byte_runs(std::FILE* file) {
    constexpr unsigned k_pointers = 39'420; // up to U+FFFF
    Converter convert("GB18030");
    std::size_t runs = 0;
    std::fputs("constexpr FourByteRun k_runs[] = {\n", file);
    char32_t expected = 0;
    for (unsigned pointer = 0; pointer < k_pointers; ++pointer) {
        const char32_t code_point =
            convert(bytes({0x81 + pointer / 12'600, 0x30 + pointer / 1'260 % 10,
                           0x81 + pointer / 10 % 126, 0x30 + pointer % 10}));
        if (code_point != expected || pointer == 0) {
            std::fprintf(file, "{%u, 0x%X},\n", pointer, static_cast<unsigned>(code_point));
            ++runs;
        }
        expected = code_point == 0 ? 0 : code_point + 1;
    }
    std::fputs("};\nconst FourByteRun* const k_four_byte_runs = k_runs;\n", file);
    std::fprintf(file, "const std::size_t k_four_byte_run_count = %zu;\n", runs);
}

void print_big5(std::FILE* file) {
    Converter convert("BIG5-HKSCS");
    std::vector<char32_t> values;
    for (unsigned lead = k_big5_shape.first_lead; lead <= k_big5_shape.last_lead; ++lead)
        for (unsigned trail = 0x40; trail <= 0xFE; ++trail)
            if (trail <= 0x7E || trail >= 0xA1)
                values.push_back(convert(bytes({lead, trail})));
    print_table(file, "k_big5", "k_big5_shape", values, 17'000);
    print_plane_2(file, "k_big5_plane_2", values);
}

void print_cp949(std::FILE* file) {
    Converter convert("CP949");
    Converter convert_euc("EUC-KR"); // has one symbol that CP949 lacks
    std::vector<char32_t> values;
    for (unsigned lead = k_cp949_shape.first_lead; lead <= k_cp949_shape.last_lead; ++lead) {
        for (unsigned trail = 0x41; trail <= 0xFE; ++trail) {
            const bool only_in_euc = lead == 0xA2 && trail == 0xE8;
            values.push_back((only_in_euc ? convert_euc : convert)(bytes({lead, trail})));
        }
    }
    print_table(file, "k_cp949", "k_cp949_shape", values, 17'000);
}

void print_jis0208(std::FILE* file) {
    Converter convert("CP932");
    std::vector<char32_t> values;
    for (unsigned ku = 0; ku < k_jis0208_shape.last_lead; ++ku) {
        for (unsigned ten = 0; ten < 94; ++ten) {
            const unsigned lead = ku / 2 + (ku < 62 ? 0x81 : 0xC1);
            const unsigned in_pair = ku % 2 * 94 + ten;
            const unsigned trail = in_pair + (in_pair < 63 ? 0x40 : 0x41);
            values.push_back(convert(bytes({lead, trail})));
        }
    }
    print_table(file, "k_jis0208", "k_jis0208_shape", values, 7'000);
}

void print_jis0212(std::FILE* file) {
    Converter convert("EUC-JP");
    std::vector<char32_t> values;
    for (unsigned ku = 1; ku <= 94; ++ku)
        for (unsigned ten = 1; ten <= 94; ++ten)
            values.push_back(convert(bytes({0x8F, 0xA0 + ku, 0xA0 + ten})));
    print_table(file, "k_jis0212", "k_jis0212_shape", values, 6'000);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        give_up("say where the source shall go");
    std::FILE* const file = std::fopen(argv[1], "w");
    if (file == nullptr)
        give_up(std::string("cannot write ") + argv[1]);
    std::fputs("// Made by generate_charsets.cpp.\n#include \"message/charset_tables.hpp\"\n\n"
               "namespace backsift::message {\n",
               file);
    print_single_bytes(file);
    print_gbk(file);
    print_four_byte_runs(file);
    print_big5(file);
    print_cp949(file);
    print_jis0208(file);
    print_jis0212(file);
    std::fputs("}  // namespace backsift::message\n", file);
    if (std::fclose(file) != 0)
        give_up(std::string("cannot write ") + argv[1]);
    return 0;
}
