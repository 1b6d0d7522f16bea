package io.tributary.embedded.sample;

import java.util.List;
import java.util.Random;

/** The words that hotels, guests and reviewers use. */
final class Phrases {
  private static final List<String> FAMILY_NAMES =
      List.of("김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오");
  private static final List<String> GIVEN_NAMES =
      List.of("민준", "서연", "도윤", "지우", "하은", "예준", "수아", "지호", "서준", "하린", "은우", "다은");
  private static final List<String> FOREIGN_NAMES =
      List.of("Smith, John", "O'Neil, Mary", "Müller, Jörg", "佐藤 健", "García, José \"Pepe\"");
  private static final List<String> CITIES =
      List.of("서울", "부산", "제주", "강릉", "경주", "여수", "전주", "속초", "인천", "대구");
  private static final List<String> HOTEL_WORDS =
      List.of("그랜드 호텔", "스테이", "리조트 & 스파", "게스트하우스", "레지던스", "호텔 \"더 블루\"", "한옥, 별채");
  private static final List<String> STREETS =
      List.of("해운대해변로", "테헤란로", "중앙로", "올림픽대로", "달맞이길", "한라산로");
  private static final List<String> LINES =
      List.of(
          "위치가 좋아요",
          "조식이 \"정말\" 맛있었어요",
          "가격 대비 만족, 재방문 의사 있음",
          "Great view, friendly staff",
          "Too noisy at night",
          "방이 좁고 습했습니다",
          "-10% 할인 받았어요",
          "=최고의 호텔=",
          "@프런트 직원분 감사합니다",
          "+ 무료 주차",
          "体験は素晴らしかったです",
          "주차장이 협소, 대중교통 추천",
          "He said \"never again\"; I disagree");
  private static final List<String> BREAKS = List.of("\n", "\n", "\n\n", "\r\n", " ");

  private final Random random;

  Phrases(Random random) {
    this.random = random;
  }

  String person() {
    return random.nextInt(10) == 0 ? one(FOREIGN_NAMES) : one(FAMILY_NAMES) + one(GIVEN_NAMES);
  }

  String city() {
    return one(CITIES);
  }

  String hotel() {
    return one(CITIES) + " " + one(HOTEL_WORDS);
  }

  String address() {
    return one(CITIES)
        + "시 "
        + one(STREETS)
        + " "
        + (1 + random.nextInt(400))
        + ", "
        + (1 + random.nextInt(20))
        + "층";
  }

  String line() {
    return one(LINES);
  }

  /** One to four sentences, mostly each on a line of its own. */
  String text() {
    StringBuilder text = new StringBuilder(one(LINES));
    for (int more = random.nextInt(4); more > 0; more--) {
      text.append(one(BREAKS)).append(one(LINES));
    }
    return text.toString();
  }

  String json() {
    return "{\"device\":\""
        + (random.nextBoolean() ? "ios" : "android")
        + "\",\"v\":\"3."
        + random.nextInt(20)
        + "\",\"tags\":[\""
        + one(CITIES)
        + "\",\"a,b\"]}";
  }

  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
