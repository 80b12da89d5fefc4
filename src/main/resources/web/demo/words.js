// What the page says, in both languages. A list of forms is chosen by the number's plural category.

export const WORDS = {
  en: {
    brand: "Walaa",
    other: "عربي",
    digits: { latin: "١٢٣", arabic: "123" },
    digitsLabel: { latin: "Arabic digits", arabic: "Latin digits" },
    balance: "Your balance",
    unit: { one: "point", other: "points" },
    pending: "on the way", held: "held", debt: "owed",
    expiring: "{n} expire on {date}",
    tier: "Your tier", top: "You are at the top",
    toNext: "{n} to {name}",
    challenges: "Challenges", noChallenges: "No challenge runs at the moment.",
    offers: "Offers for you", noOffers: "No offers at the moment. They appear here by themselves.",
    done: "done", of: "{done} of {all}",
    left: { one: "only one left", other: "{n} left" },
    soldOut: "all gone",
    ends: "ends in {time}", ended: "ended", days: { one: "one day", other: "{n} days" },
    news: "As it happens", noNews: "Buy something: it shows here at once.",
    earned: { one: "You earned {n} point", other: "You earned {n} points" },
    spent: { one: "You spent {n} point", other: "You spent {n} points" },
    unchanged: "Your balance stays",
    soon: { one: "{n} point on the way", other: "{n} points on the way" },
    expires: { one: "{n} point expires soon", other: "{n} points expire soon" },
    newTier: "New tier: {name}", completed: "Completed: {name}", granted: "New offer: {name}",
    withdrawn: "Offer over: {name}", "voucher.used": "A voucher was used", "voucher.restored": "A voucher is yours again",
    "voucher.expired": "A voucher has ended", redeemed: "Reward: {name}",
    you: "you", somebody: "a member",
    states: { connecting: "Connecting", online: "Live", waiting: "Connecting again", offline: "Offline", stopped: "Ended", idle: "…" },
    entrance: "Whose screen is this?",
    why: { first: "This page shows one member's balance as it changes. It needs that member's token.",
      over: "The member's token is no longer good. Open a new link, or paste a new token." },
    token: "Member token", open: "Open",
    how: "A development server prints a ready link when it starts. A token from the shell:",
  },
  ar: {
    brand: "ولاء",
    other: "English",
    digits: { latin: "١٢٣", arabic: "123" },
    digitsLabel: { latin: "أرقام عربية", arabic: "أرقام لاتينية" },
    balance: "رصيدك",
    unit: { zero: "نقطة", one: "نقطة", two: "نقطة", few: "نقاط", many: "نقطة", other: "نقطة" },
    pending: "في الطريق", held: "محجوز", debt: "مستحق",
    expiring: "{n} تنتهي في {date}",
    tier: "مستواك", top: "أنت في أعلى مستوى",
    toNext: "بقي {n} إلى {name}",
    challenges: "التحديات", noChallenges: "لا يوجد تحدٍّ الآن.",
    offers: "عروض لك", noOffers: "لا توجد عروض الآن. تظهر هنا من تلقاء نفسها.",
    done: "اكتمل", of: "{done} من {all}",
    left: { zero: "نفد", one: "بقي واحد فقط", two: "بقي اثنان", few: "بقي {n}", many: "بقي {n}", other: "بقي {n}" },
    soldOut: "نفد",
    ends: "ينتهي بعد {time}", ended: "انتهى",
    days: { zero: "يوم", one: "يوم واحد", two: "يومين", few: "{n} أيام", many: "{n} يومًا", other: "{n} يوم" },
    news: "لحظة بلحظة", noNews: "اشترِ شيئًا وسيظهر هنا فورًا.",
    earned: { zero: "لم تكسب نقاطًا", one: "كسبت نقطة واحدة", two: "كسبت نقطتين", few: "كسبت {n} نقاط",
      many: "كسبت {n} نقطة", other: "كسبت {n} نقطة" },
    spent: { zero: "لم تستخدم نقاطًا", one: "استخدمت نقطة واحدة", two: "استخدمت نقطتين", few: "استخدمت {n} نقاط",
      many: "استخدمت {n} نقطة", other: "استخدمت {n} نقطة" },
    unchanged: "رصيدك كما هو",
    soon: { zero: "لا نقاط في الطريق", one: "نقطة واحدة في الطريق", two: "نقطتان في الطريق", few: "{n} نقاط في الطريق",
      many: "{n} نقطة في الطريق", other: "{n} نقطة في الطريق" },
    expires: { zero: "لا نقاط تنتهي قريبًا", one: "نقطة واحدة تنتهي قريبًا", two: "نقطتان تنتهيان قريبًا",
      few: "{n} نقاط تنتهي قريبًا", many: "{n} نقطة تنتهي قريبًا", other: "{n} نقطة تنتهي قريبًا" },
    newTier: "مستوى جديد: {name}", completed: "أكملت: {name}", granted: "عرض جديد: {name}",
    withdrawn: "انتهى العرض: {name}", "voucher.used": "استُعملت قسيمة", "voucher.restored": "عادت إليك قسيمة", "voucher.expired": "انتهت قسيمة", redeemed: "مكافأة: {name}",
    you: "أنت", somebody: "عضو",
    states: { connecting: "جارٍ الاتصال", online: "مباشر", waiting: "نعيد الاتصال", offline: "غير متصل", stopped: "انتهى الاتصال", idle: "…" },
    entrance: "لمن هذه الشاشة؟",
    why: { first: "تعرض هذه الصفحة رصيد عضو واحد وهو يتغيّر، وتحتاج إلى رمز هذا العضو.",
      over: "رمز العضو لم يعد صالحًا. افتح رابطًا جديدًا أو الصق رمزًا جديدًا." },
    token: "رمز العضو", open: "افتح",
    how: "يطبع خادم التطوير رابطًا جاهزًا عند بدئه. ولإصدار رمز من سطر الأوامر:",
  },
};

/** The text of a language with its numbers and names filled in. */
export class Speech {
  #locale; #words; #numbers; #shares; #plurals; #dates; #clock;

  constructor(language, digits, timeZone) {
    const locale = (language === "ar" ? "ar-KW" : "en-GB") + "-u-ca-gregory-nu-" + (digits === "arabic" ? "arab" : "latn");
    this.#locale = locale;
    this.#words = WORDS[language];
    this.#numbers = new Intl.NumberFormat(locale);
    this.#shares = new Intl.NumberFormat(locale, { style: "percent" });
    this.#plurals = new Intl.PluralRules(language);
    this.#dates = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone });
    this.#clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", second: "2-digit", timeZone });
  }

  number(value) { return this.#numbers.format(value); }

  /** An amount in a currency's minor units. */
  money(minor, currency) {
    const format = new Intl.NumberFormat(this.#locale, { style: "currency", currency });
    return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
  }

  percent(share) { return this.#shares.format(share); }
  date(instant) { return this.#dates.format(new Date(instant)); }
  time(instant) { return this.#clock.format(new Date(instant)); }

  /** A word by its name; `parts` fill its braces. */
  say(name, parts = {}) {
    const word = name.split(".").reduce((at, step) => at[step], this.#words);
    return word.replace(/\{(\w+)\}/g, (brace, part) =>
      typeof parts[part] === "number" ? this.number(parts[part]) : parts[part] ?? "");
  }

  /** A word in the form that goes with a number. */
  count(name, n) {
    const forms = name.split(".").reduce((at, step) => at[step], this.#words);
    return (forms[this.#plurals.select(n)] ?? forms.other).replace("{n}", this.number(n));
  }

  /** What is left until an instant: days, and on the last two of them the clock. */
  countdown(millis) {
    const seconds = Math.max(0, Math.floor(millis / 1000));
    if (seconds >= 172_800) return this.count("days", Math.floor(seconds / 86_400));
    return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(part => this.#two(part)).join(":");
  }

  #two(value) { return (value < 10 ? this.number(0) : "") + this.number(value); }
}
