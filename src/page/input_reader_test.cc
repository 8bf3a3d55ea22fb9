#include "page/input_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <zlib.h>

namespace vigie {
namespace {
namespace fs = std::filesystem;

class InputReaderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ =
        fs::temp_directory_path() /
        ("vigie-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(dir_);
    fs::create_directories(dir_);
  }
  void TearDown() override { fs::remove_all(dir_); }

  std::string write(const std::string& name, const std::string& bytes) {
    const auto path = (dir_ / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  struct All {
    std::vector<Page> pages;
    std::vector<Error> errors;
  };
  static All read(std::vector<std::string> paths) {
    InputReader reader(std::move(paths));
    All all;
    while (auto page = reader.next()) {
      if (*page) {
        all.pages.push_back(std::move(**page));
      } else {
        all.errors.push_back(page->error());
      }
    }
    return all;
  }

  fs::path dir_;
};

TEST_F(InputReaderTest, PlainTextIsNamedAfterItsFile) {
  const auto all = read({write("afp-1.txt", "Tarba repris.")});
  ASSERT_EQ(all.pages.size(), 1U);
  EXPECT_EQ(all.pages[0].id, "afp-1");
  EXPECT_EQ(all.pages[0].text, "Tarba repris.");
}

TEST_F(InputReaderTest, RecordsCarryTheirFields) {
  const auto all = read({write(
      "r.jsonl",
      R"({"id":"a","title":"T","published":"2017-11-09T16:51","url":"u","publisher":"P","lang":"fr-FR","text":"x"})"
      "\n\n"
      R"({"doc":"b","dct":"2017-11-10","text":"y"})"
      "\n"
      R"({"text":"z"})")});
  ASSERT_EQ(all.pages.size(), 3U);
  EXPECT_EQ(all.pages[0].publisher, "P");
  EXPECT_EQ(all.pages[0].language, "fr");
  EXPECT_EQ(to_iso(*all.pages[0].published), "2017-11-09T16:51");
  EXPECT_EQ(all.pages[1].id, "b");
  EXPECT_EQ(to_iso(*all.pages[1].published), "2017-11-10");
  EXPECT_EQ(all.pages[2].id, "r:4");
}

TEST_F(InputReaderTest, FoldersAreReadInTheOrderOfNames) {
  write("b.txt", "two");
  write("a.txt", "one");
  write("notes.md", "no report");
  const auto all = read({dir_.string()});
  ASSERT_EQ(all.pages.size(), 2U);
  EXPECT_EQ(all.pages[0].id, "a");
}

TEST_F(InputReaderTest, GzipIsUndoneAndACutOneIsTold) {
  const auto path = (dir_ / "r.jsonl.gz").string();
  gzFile gz = gzopen(path.c_str(), "wb");
  std::string noise;
  for (int i = 0; i < 4000; ++i) {
    noise += char('a' + (i * 7919 / 13) % 26);
  }
  gzputs(gz,
         ("{\"id\":\"a\",\"text\":\"" + noise + "\"}\n{\"id\":\"b\",\"text\":\"" + noise + "\"}\n")
             .c_str());
  gzclose(gz);
  EXPECT_EQ(read({path}).pages.size(), 2U);
  fs::resize_file(path, fs::file_size(path) - 12);
  const auto cut = read({path, write("after.txt", "still read")});
  ASSERT_EQ(cut.errors.size(), 1U);
  EXPECT_EQ(cut.errors[0].code, "damaged_gzip");
  EXPECT_EQ(cut.pages.back().id, "after");
}

TEST_F(InputReaderTest, Windows1252IsAssumedAndSaid) {
  const auto all = read({write("old.txt",
                               "Les forces ont \xe9t\xe9 d\xe9log\xe9"
                               "es \x97 hier")});
  ASSERT_EQ(all.pages.size(), 1U);
  EXPECT_EQ(all.pages[0].text, "Les forces ont été délogées — hier");
  ASSERT_EQ(all.pages[0].notes.size(), 1U);
  EXPECT_EQ(all.pages[0].notes[0].code, "assumed_charset");
}

TEST_F(InputReaderTest, Utf16IsReadByItsMark) {
  const auto all = read({write("u.txt", std::string("\xff\xfe"
                                                    "a\0\xe9\0",
                                                    6))});
  ASSERT_EQ(all.pages.size(), 1U);
  EXPECT_EQ(all.pages[0].text, "aé");
}

TEST_F(InputReaderTest, BrokenBytesAndNulsAreReplacedAndCounted) {
  const auto all = read(
      {write("b.txt",
             std::string("été à l'été où déjà \xff un jour\0 de plus, c'est tout ce qu'il dit ici.",
                         72))});
  ASSERT_EQ(all.pages.size(), 1U);
  ASSERT_EQ(all.pages[0].notes.size(), 1U);
  EXPECT_EQ(all.pages[0].notes[0].code, "replaced_bytes");
  EXPECT_EQ(all.pages[0].text.find('\0'), std::string::npos);
  const auto escaped = read({write(
      "e.jsonl",
      R"({"id":"n","text":"a long text with one\u0000 escaped character that was never meant to be"})")});
  ASSERT_EQ(escaped.pages.size(), 1U);
  EXPECT_EQ(escaped.pages[0].notes.size(), 1U);
}

TEST_F(InputReaderTest, BadFilesAreNamedAndTheRestIsRead) {
  const auto all =
      read({"/no/such/file.txt", write("empty.txt", " \n"), write("doc.txt", "%PDF-1.4 ..."),
            write("page.html", "<html>"), write("sneaky.txt", "<!DOCTYPE html><html>"),
            write("bin.txt", std::string("\1\2\3\4\5\6", 6)), write("good.txt", "fine")});
  std::vector<std::string> codes;
  for (const auto& error : all.errors) {
    codes.push_back(error.code);
    EXPECT_FALSE(error.file.empty());
  }
  EXPECT_EQ(codes,
            (std::vector<std::string>{"missing_file", "empty_input", "binary_input",
                                      "unsupported_html", "unsupported_html", "binary_input"}));
  ASSERT_EQ(all.pages.size(), 1U);
  EXPECT_EQ(all.pages[0].id, "good");
}

TEST_F(InputReaderTest, BadRecordsAreNamedByLine) {
  const auto path =
      write("r.jsonl", std::string("{\"id\":\"a\",\"text\":\"x\"}\n"
                                   "{\"id\":\"b\",\"text\":\n"
                                   "[1,2]\n"
                                   "{\"id\":\"c\"}\n"
                                   "{\"id\":\"d\",\"text\":\"x\",\"published\":\"1601-01-01\"}\n"
                                   "{\"id\":\"e\",\"text\":\"x\",\"published\":\"2099-12-31\"}\n"
                                   "{\"id\":\"f\",\"text\":\"x\",\"published\":\"soon\"}\n"
                                   "{\"id\":\"a\",\"text\":\"again\"}\n"
                                   "{\"id\":\"g\",\"text\":\"\"}\n"
                                   "{\"id\":\"h\",\"html\":\"<p>x\"}\n"
                                   "{\"id\":\"i\",\"text\":7}\n"
                                   "{\"id\":\"z\",\"text\":\"last\"}\n"));
  const auto all = read({path});
  std::vector<std::string> told;
  for (const auto& error : all.errors) {
    told.push_back(std::to_string(error.line) + " " + error.code);
  }
  EXPECT_EQ(told,
            (std::vector<std::string>{"2 bad_json", "3 bad_record", "4 bad_record", "5 bad_date",
                                      "6 bad_date", "7 bad_date", "8 duplicate_id", "9 empty_input",
                                      "10 unsupported_html", "11 bad_record"}));
  ASSERT_EQ(all.pages.size(), 2U);
  EXPECT_EQ(all.pages[1].id, "z");
}

TEST_F(InputReaderTest, RawNulsInJsonAreAnError) {
  const auto all = read(
      {write("n.jsonl",
             std::string("{\"id\":\"a\",\"text\":\"x\0y\"}\n{\"id\":\"b\",\"text\":\"y\"}", 45))});
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_EQ(all.errors[0].code, "bad_json");
  EXPECT_NE(all.errors[0].message.find("NUL"), std::string::npos);
  EXPECT_EQ(all.pages.size(), 1U);
}

TEST_F(InputReaderTest, AHundredMegabytesOnOneLineAreRefusedWithoutBeingKept) {
  const auto path = (dir_ / "long.jsonl").string();
  {
    std::ofstream out(path, std::ios::binary);
    const std::string chunk(1 << 20, 'x');
    out << "{\"id\":\"a\",\"text\":\"";
    for (int i = 0; i < 100; ++i) {
      out << chunk;
    }
    out << "\"}\n{\"id\":\"b\",\"text\":\"after\"}\n";
  }
  const auto all = read({path});
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_EQ(all.errors[0].code, "too_large");
  ASSERT_EQ(all.pages.size(), 1U);
  EXPECT_EQ(all.pages[0].id, "b");
}

TEST_F(InputReaderTest, DeepNestingIsAnErrorNotACrash) {
  const auto all = read({write("deep.jsonl", std::string(100000, '[') + "\n{\"text\":\"y\"}")});
  EXPECT_EQ(all.errors.size(), 1U);
  EXPECT_EQ(all.pages.size(), 1U);
}

TEST(ParsePublished, TakesWhatRecordsHave) {
  const auto iso = [](std::string_view s) {
    const auto instant = parse_published(s);
    return instant ? to_iso(*instant) : std::string("none");
  };
  EXPECT_EQ(iso("2017-11-09"), "2017-11-09");
  EXPECT_EQ(iso("20171109"), "2017-11-09");
  EXPECT_EQ(iso("2017-11-09T16:51:00.123Z"), "2017-11-09T16:51Z");
  EXPECT_EQ(iso("Thu, 09 Nov 2017 16:51:00 +0100"), "2017-11-09T16:51+01:00");
  EXPECT_EQ(iso("9 Nov 2017"), "2017-11-09");
  EXPECT_EQ(iso("Thu, 9 Nov 2017 16:51:00 GMT"), "2017-11-09T16:51Z");
  EXPECT_EQ(iso("yesterday"), "none");
  EXPECT_EQ(iso("2017-02-30"), "none");
}

}  // namespace
}  // namespace vigie
