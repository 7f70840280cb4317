// Words for kinds of units, branches and posts in the languages of the registry: what they say is said by half of all units.

/** In small letters, as `plainWords` cuts them; what stands for several forms of one word ends in `*`. */
const KINDS = [
  // English, French, German
  'brigade* battalion* regiment* company compan* platoon* division* squad* corps army battery unit units section rifle* guards infantry artillery tank* reserve* volunteer* border special forces military police',
  'bataillon* compagnie* peloton* division* armee infanterie kompanie* zug armeekorps grenz*',
  // Turkish and Azerbaijani
  'tugay* tuğay* tabur* alay* boluk* bölük* bölüy* takim* takım* taqım* tagim tümen briqada* batalyon* diviziya* korpus hərbi herbi hisse* hissə* saylı sayli ordu* piyada sərhəd serhed xüsusi',
  // Russian, Ukrainian, Belarusian
  'бригад* батальон* батальён* полк* рот* взвод* дивизи* дивізі* корпус* арми* армі* часть части частина військов* воинск* войсков* отдельн* окрем* мотострелков* механізован* механизирован* стрелков* стрілецьк* артиллери* артилері* танков* пехот* піхот* отряд* погранич* прикордон* спецназ* отделени* відділенн* гвардейск* гвардійськ*',
  // Armenian, Georgian
  'բրիգադ* գումարտակ* գունդ* գնդ* վաշտ* դասակ* դիվիզիա* զորամաս* կորպուս* բանակ* հրետան* հետեւակ* հետևակ* կամավոր* սահմանապահ* ջոկատ*',
  'ბრიგად* ბატალიონ* პოლკ* ასეულ* ოცეულ* დივიზი* კორპუს* არმი* ნაწილ* სამხედრო ქვეით* რაზმ*',
  // Persian, Arabic
  'تیپ گردان گروهان هنگ لشکر دسته ارتش یگان لواء کتیبه فوج سریه فرقه جیش وحده فصیل',
].flatMap((line) => line.split(' '));

const WHOLE = new Set(KINDS.filter((kind) => !kind.endsWith('*')));
const STEMS = KINDS.filter((kind) => kind.endsWith('*')).map((kind) => kind.slice(0, -1));

export function isUnitKind(word: string): boolean {
  return WHOLE.has(word) || STEMS.some((stem) => word.startsWith(stem));
}
