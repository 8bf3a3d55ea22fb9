#include "page/article_reader.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

Article read(std::string text, std::string title = {}) {
  static const auto reader = ArticleReader::load(DataDir{std::string(VIGIE_SOURCE_DIR) + "/data"});
  Page page;
  page.id = "t";
  page.text = std::move(text);
  page.title = std::move(title);
  return reader->read(page);
}

std::vector<std::string> paragraphs(const Article& article) {
  std::vector<std::string> out;
  for (const auto& p : article.paragraphs) {
    out.emplace_back(p.span.of(article.text));
  }
  return out;
}

using Texts = std::vector<std::string>;
const std::string kLead =
    "Les forces locales ont repris le village de Tarba jeudi, a dit le maire.";
const std::string kSecond = "Deux habitants ont été blessés, selon un médecin du district voisin.";

TEST(ArticleReader, TitleOfTheRecordAppearsOnce) {
  const auto article = read("Tarba repris\n\n" + kLead + "\n\n" + kSecond, "Tarba repris");
  EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", kLead, kSecond}));
  EXPECT_EQ(article.paragraphs[0].kind, ParagraphKind::title);
  EXPECT_EQ(article.paragraphs[1].kind, ParagraphKind::lead);
}

TEST(ArticleReader, TitleOfTheRecordIsPutBeforeATextWithoutOne) {
  const auto article = read(kLead + "\n" + kSecond, "Tarba repris");
  EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", kLead, kSecond}));
}

TEST(ArticleReader, BreadcrumbAndSectionAboveTheTitleGo) {
  const auto article =
      read("Home / Sahel / Security\nVillage retaken\n" + kLead, "Village retaken");
  EXPECT_EQ(paragraphs(article), (Texts{"Village retaken", kLead}));
}

TEST(ArticleReader, BylineLineBecomesMetadata) {
  const auto article = read(
      "Tarba repris\n\n09 Novembre, 2017, 16:51 | Auteur: Léa Durand\n"
      "  • Des soldats à l'entrée de Tarba\n\n" +
      kLead);
  EXPECT_EQ(to_iso(*article.published), "2017-11-09T16:51");
  EXPECT_EQ(article.authors, Texts{"Léa Durand"});
  EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", "Des soldats à l'entrée de Tarba", kLead}));
  EXPECT_EQ(article.paragraphs[1].kind, ParagraphKind::caption);
}

TEST(ArticleReader, DatesInManyForms) {
  for (const auto& [line, iso] : std::vector<std::pair<std::string, std::string>>{
           {"Publié le 17/05/2022 à 13h00", "2022-05-17T13:00"},
           {"Wed Feb 18, 2015 3:52pm EST", "2015-02-18T15:52-05:00"},
           {"16-03-2014, 22:50", "2014-03-16T22:50"},
           {"12.07.2017 08:05", "2017-07-12T08:05"},
           {"28th August 2025 | By Sam Reed", "2025-08-28"},
           {"Published August 27, 2024", "2024-08-27"},
           {"Par la rédaction | jeudi 27 octobre 2022 - 18:03", "2022-10-27T18:03"},
           {"08/27/2024", "2024-08-27"},
           {"20-21 October 2019", "2019-10-21"}}) {
    const auto article = read("Tarba repris\n\n" + line + "\n\n" + kLead);
    ASSERT_TRUE(article.published) << line;
    EXPECT_EQ(to_iso(*article.published), iso) << line;
    EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", kLead})) << line;
  }
}

TEST(ArticleReader, TheRecordsDateIsNotOverwritten) {
  const auto reader = ArticleReader::load(DataDir{std::string(VIGIE_SOURCE_DIR) + "/data"});
  Page page;
  page.text = "Titre du jour\n\n10/11/2017\n\n" + kLead;
  page.published = parse_instant("2017-11-09");
  EXPECT_EQ(to_iso(*reader->read(page).published), "2017-11-09");
}

TEST(ArticleReader, DatelineAndAgency) {
  struct Case {
    std::string head, place, agency;
  };
  for (const auto& c :
       std::vector<Case>{{"BEIRUT (Reuters) - ", "BEIRUT", "Reuters"},
                         {"SURUC Turkey/BEIRUT (Reuters) – ", "SURUC Turkey/BEIRUT", "Reuters"},
                         {"DAMASCUS, Oct. 12 (Xinhua) -- ", "DAMASCUS", "Xinhua"},
                         {"Beyrouth — ", "Beyrouth", ""},
                         {"(Bangui) ", "Bangui", ""},
                         {"N'DJAMENA (correspondance). – ", "N'DJAMENA", ""},
                         {"Kiev (ATS) - ", "Kiev", "ATS"}}) {
    const auto article = read("Tarba repris\n\n" + c.head + kLead);
    EXPECT_EQ(article.dateline, c.place) << c.head;
    EXPECT_EQ(article.agency, c.agency) << c.head;
    EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", kLead})) << c.head;
  }
}

TEST(ArticleReader, WhatOnlyLooksLikeADatelineStays) {
  for (const std::string text :
       {"Trois soldats - dont un officier - ont été tués jeudi près de Tarba, a dit le maire.",
        "18:40 GMT - Les forces locales ont repris le village de Tarba, a dit le maire.",
        "Le gouverneur, Ali Ba, a dit jeudi - sans preuve - que le village était repris.",
        "Province de Tarba. Les forces locales ont repris un village, a dit le maire."}) {
    const auto article = read("Tarba repris\n\n" + text);
    EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", text}));
    EXPECT_EQ(article.dateline, "");
  }
}

TEST(ArticleReader, AgencySignOff) {
  EXPECT_EQ(read("Tarba repris\n\n" + kLead + "\n\navec AFP").agency, "AFP");
  EXPECT_EQ(read("Tarba repris\n\n" + kLead + " (AFP)").agency, "AFP");
  const auto article = read(
      "Village retaken\n\nLocal forces retook the village on Friday.\n\n"
      "(Reporting by Ann Low; Editing by Bo Hill for Reuters)");
  EXPECT_EQ(article.agency, "Reuters");
  EXPECT_EQ(paragraphs(article).size(), 2U);
}

TEST(ArticleReader, ReadAlsoShareBarsNewslettersAndLegalNoticesGo) {
  const auto article = read("Tarba repris\n" + kLead +
                            "\nLire aussi : Trois autres villages tombés\n"
                            "Partager sur Facebook | Tweeter | Imprimer\n" +
                            kSecond +
                            "\n[Partager] [WhatsApp]\nNewsletter: l'essentiel chaque matin\n"
                            "© 2017 Tous droits réservés");
  EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", kLead, kSecond}));
}

TEST(ArticleReader, RecommendationListAtTheEndGoes) {
  const auto article = read("Tarba repris\n" + kLead + "\n" + kSecond +
                            "\nSur le même sujet\n> Une autre ville est tombée\n"
                            "> Le club local assiège la cage adverse\n");
  EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", kLead, kSecond}));
}

TEST(ArticleReader, ReadersCommentsGo) {
  const auto article = read(
      "Village retaken\nLocal forces retook the village on Friday.\n"
      "Two people were hurt, a doctor said.\nComments (2)\n"
      "The army has lost three towns and nobody says so.\n");
  EXPECT_EQ(paragraphs(article).size(), 3U);
}

TEST(ArticleReader, BodyPrintedTwiceIsReadOnce) {
  const auto article = read("Tarba repris\n\n" + kLead + "\n\n" + kSecond + "\n\n" + kLead +
                            "\n\nDeux habitants ont été blessés, selon...");
  EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", kLead, kSecond}));
}

TEST(ArticleReader, PaywallMarksTheReportAndDropsTheBrokenSentence) {
  const auto article = read("Tarba repris\n\n" + kLead +
                            " Plus loin, les combats ont repris et les déf\n\n"
                            "La suite est réservée aux abonnés. Déjà abonné ? Se connecter");
  EXPECT_TRUE(article.truncated);
  EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", kLead}));
}

TEST(ArticleReader, PhotoCaptionsAreKeptApart) {
  const auto article = read("Tarba repris\n\n" + kLead +
                            "\n\nDes habitants fuient Tarba. © AFP/Archives Jo Low\n\n" + kSecond);
  EXPECT_EQ(article.paragraphs[2].kind, ParagraphKind::caption);
}

TEST(ArticleReader, BulletsUnderAHeadingAreText) {
  const auto article = read(
      "Point de situation\n\nFAITS SAILLANTS\n• 1 200 ménages ont fui Tarba\n"
      "• Deux écoles ont brûlé\n\n" +
      kLead);
  EXPECT_EQ(article.paragraphs[2].kind, ParagraphKind::body);
  EXPECT_EQ(paragraphs(article)[2], "1 200 ménages ont fui Tarba");
}

TEST(ArticleReader, WrappedLinesStayOneParagraph) {
  const std::string body =
      "Les forces locales ont repris jeudi le village de Tarba, dans\n"
      "le nord de la province, après deux jours de combats contre un\n"
      "groupe armé qui le tenait depuis le mois de mars, a annoncé le\n"
      "maire de la commune voisine. Deux habitants ont été blessés et\n"
      "une école a brûlé, selon un médecin.";
  const auto article = read("Tarba repris\n\n" + body);
  EXPECT_EQ(paragraphs(article), (Texts{"Tarba repris", body}));
}

TEST(ArticleReader, LetterheadNamesThePublisher) {
  const auto article =
      read("MINISTÈRE DE LA DÉFENSE\nBulletin du jour\n\n" + kLead, "Bulletin du jour");
  EXPECT_EQ(article.publisher, "MINISTÈRE DE LA DÉFENSE");
}

TEST(ArticleReader, TellsTheLanguage) {
  EXPECT_EQ(read(kLead).language, "fr");
  EXPECT_EQ(read("The army said on Friday that it had taken the village from the rebels.").language,
            "en");
  EXPECT_EQ(
      read("El ejército dijo el viernes que había tomado la ciudad de los rebeldes.").language,
      "es");
  EXPECT_EQ(read("أعلن الجيش السيطرة على المدينة").language, "ar");
}

TEST(ArticleReader, EveryParagraphStandsInTheInput) {
  const std::string text =
      "Tarba repris\r\n\r\nBEIRUT (Reuters) -  " + kLead + "\r\n\r\n• " + kSecond;
  for (const auto& p : paragraphs(read(text))) {
    EXPECT_NE(text.find(p), std::string::npos) << p;
  }
}

TEST(ArticleReader, RawTextIsUntouched) {
  const auto reader = ArticleReader::load(DataDir{std::string(VIGIE_SOURCE_DIR) + "/data"});
  Page page;
  page.text = "BEIRUT (Reuters) -  One.\n\nRead also: Two\n";
  EXPECT_EQ(reader->read_raw(page).text, page.text);
}

}  // namespace
}  // namespace vigie
