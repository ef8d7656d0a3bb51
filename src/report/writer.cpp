#include "report/writer.hpp"

#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/list.hpp"
#include "report/summary.hpp"

namespace backsift::report {

namespace {

class TextWriter final : public Writer {
  public:
    TextWriter(const Dress& dress, Rows rows) : dress_(dress), rows_(rows) {}

    [[nodiscard]] std::string row(const Entry& entry) const override {
        return rows_ == Rows::listed ? list_row(entry, dress_) : std::string();
    }
    [[nodiscard]] std::string unreadable_row(const std::string&,
                                             const std::string&) const override {
        return {}; // the summary names them
    }
    [[nodiscard]] Detail detail() const override {
        return rows_ == Rows::listed ? Detail::whole : Detail::counted;
    }
    [[nodiscard]] bool begin(const Sink& sink) override {
        return rows_ == Rows::left_out || sink(list_head(dress_));
    }
    [[nodiscard]] bool end(const Tally& tally, const Sink& sink) override {
        return sink((rows_ == Rows::listed ? "\n" : "") + summary(tally, dress_));
    }

  private:
    Dress dress_;
    Rows rows_;
};

class JsonWriter final : public Writer {
  public:
    [[nodiscard]] std::string row(const Entry& entry) const override {
        return to_json(entry) + '\n';
    }
    [[nodiscard]] std::string unreadable_row(const std::string& path,
                                             const std::string& sentence) const override {
        return unreadable_json(path, sentence) + '\n';
    }
};

class CsvWriter final : public Writer {
  public:
    [[nodiscard]] std::string row(const Entry& entry) const override { return csv_row(entry); }
    [[nodiscard]] std::string unreadable_row(const std::string& path,
                                             const std::string& sentence) const override {
        return unreadable_csv_row(path, sentence);
    }
    [[nodiscard]] bool begin(const Sink& sink) override { return sink(csv_head()); }
};

} // namespace

std::unique_ptr<Writer> text_writer(const Dress& dress, Rows rows) {
    return std::make_unique<TextWriter>(dress, rows);
}

std::unique_ptr<Writer> json_writer() {
    return std::make_unique<JsonWriter>();
}

std::unique_ptr<Writer> csv_writer() {
    return std::make_unique<CsvWriter>();
}

} // namespace backsift::report
