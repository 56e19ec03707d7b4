//! The patterns of what messages ask, one list for each question, in the words of `rules`.

pub(super) const NOTHING: &str = "\
(不能|不可|请勿|勿|不要|禁止|不允许|)重复(提交|请求|操作|下单|支付|发送|调用|推送|创建|申请|注册|绑定|签署|领取|使用|退款|发起|上传)
重复的(提交|请求|操作)
(请勿|勿|不要)重复
重复(用户|请求号|订单)
二重(送信|登録)
重複(登録|送信|リクエスト)
중복(요청|_요청|된_요청|_등록|_신청|_결제)
duplicate_(request|submission|payment|transaction|message)
повторн(ый|ая|ое)_(запрос|оплата|отправка)
(可以|允许|可|能)重复
(非|不是|不|无需)必填
必須では
필수(가|는|)_아
не_(обязателен|обязательна|обязательно|обязательны)";

pub(super) const UNIQUE: &str = "\
(不可|不能|不得|不允许|不允许有|禁止|存在|有|出现|不可以|不能有|)重复
不能(相同|一样)
必须唯一
(must|should|have_to)_(be_unique|be_distinct|be_different|not_repeat|not_be_repeated|not_be_duplicated|not_contain_duplicates|differ)
(contains|contain|has|have|no|there_are|with)_duplicates
(is|are)_(duplicated|repeated|not_unique)
duplicate(d|s|)
重複(しています|している|してはいけません|不可|できません|がある|があります|)
중복(되었습니다|될_수_없습니다|됩니다|될_수_없음|되지_않아야_합니다|)
не_(должны|должен|должна|должно|могут|может)_повторяться
(должны|должен|должна|должно)_быть_(уникальны|уникальными|уникальным|уникальной|уникальна|уникален)
повторяются
дублируются";

pub(super) const PRESENT: &str = "\
(不能|不可|不得|不允许|不应)为空
(为|是)?必填
必填
必须填写
必须传
必传
不可空
未填写
未填
(is|are)_(required|mandatory)
(must|can|may|should)_?not_be_(empty|blank|null|missing)
cannot_be_(empty|blank|null|missing)
can't_be_(empty|blank|null|missing)
must_be_(provided|specified|present|given|set|filled)
必須
未入力
(が|は)(入力|指定)されていません
필수
누락
입력되지_않
비어_있을_수_없
не_указан(а|о|ы|)
не_заполнен(а|о|ы|)
не_задан(а|о|ы|)
не_передан(а|о|ы|)
не_(должен|должна|должно|может)_быть_пуст(ым|ой)
(обязателен|обязательна|обязательно|обязательны)";

pub(super) const ALL_PRESENT: &str = "\
必須(項目|パラメータ|パラメーター|フィールド|入力項目)(が|は|に|の)(未入力|不足|入力されていません|ありません|指定されていません|漏れ)
缺少(必填|必要|必选|必传)(参数|字段|项)
(必填|必要|必选|必传)(参数|字段|项)(不能为空|为空|缺失|未填写|未传|不完整|缺少|不可为空)
(a_|)(required|mandatory)_(parameter|field|argument|value)(s|)_(is|are|was|were|)_(missing|empty|not_set|absent)
missing_(a_|)(required|mandatory)_(parameter|field|argument)(s|)
필수_(파라미터|항목|값|필드|매개변수)(가|이|을|를|)_(누락|없|입력)
не_(указаны|заполнены|переданы)_обязательные_(параметры|поля)
(отсутствует|не_указан|не_передан)_обязательный_параметр
отсутствуют_обязательные_(параметры|поля)";

pub(super) const DIGITS: &str = "\
(必须是|必须为|只能是|只能为|应为|应是|须为|仅支持|只支持|必须|仅限|需为)(纯|)数字
(只能|仅|必须)(包含|由|输入)(纯|)数字(组成|)
digits_only
only_digits
(only_contain|contain_only|consist_of)_digits
(must_be|is_not)_numeric
数字のみ
(半角|)数字(のみ|だけ|で入力|で指定)
숫자만
숫자여야
только_(цифры|из_цифр)
состоять_(только_|)из_цифр";

pub(super) const FORM: &str = "\
格式(错误|不正确|有误|不合法|不对|非法|不符合要求)
(is|has)_(an_|)(invalid_format|not_a_valid_(email|url|address))
(must_be|is_not)_(a_|an_|)valid_(email|url|e-mail|email_address)
invalid_(email|url|e-mail)(_address|_format|)
(の|)(形式|フォーマット)が(不正|正しくありません|正しくない|違います)
형식이_(올바르지_않|잘못|맞지_않)
(неверный|некорректный|неправильный)_формат";

pub(super) const LISTED: &str = "\
(取值|值|)(不合法|非法)
取值(错误|有误|不正确|无效|超出范围)
不在(取值|枚举|允许)(范围|值|列表|)(内|中|)
(is_not_a_|not_a_)(valid|known|supported|allowed)_value
unknown_value
недопустим(ый|ая|ое|ые)
(недопустимое_значение|неизвестное_значение)
허용되지_않(는|은)_값
許可されていない値
不正な値";

pub(super) const ONE_OF: &str = "\
(必须|只能|仅能|应|需|须)(为|是)
(只|仅)(支持|允许|接受|可为|可以是)
取值(范围|)(必须|只能|应|)(为|是|:)
(must|should|can|may|has_to)_(be|only_be)_(one_of|either|any_of)
(is_not_|not_)one_of
one_of
(allowed|valid|possible|accepted|supported)_values(_are|_is|)_(:|)
(должен|должна|должно|должны)_быть_(одним|одной)_из
(одно|один|одна)_из
(допустимые|возможные)_значения_(:|—|-|)
허용_값(은|)_(:|)";

pub(super) const ONE_OF_BEFORE: &str = "\
のいずれか
のうちいずれか
중_하나
之一
中的一个
中的一种";

pub(super) const FROM_NOW: &str = "\
(不能|不可|不得|不应|不允许|不可以)(早于|小于|先于|在)_(当前|现在|系统|今)(的|)(时间|日期|时刻|天|日|系统时间|)(之前|以前|)
(必须|应|需|须|要)(大于|晚于|大于等于|不早于|不小于|在)(当前|现在|系统)(时间|日期|时刻|)(之后|以后|)
(不能|不可|不得)(是|为|选择|)(过去)(的|)(时间|日期|)
(must|may|can|should|shall)_?not_be_(before|earlier_than|prior_to|older_than)_(now|today|the_current_(time|date)|the_present|current_time)
cannot_be_(before|earlier_than|prior_to)_(now|today|the_current_(time|date)|current_time)
(must|may|can|should|shall)_?not_be_in_the_past
cannot_be_in_the_past
can't_be_in_the_past
must_be_(in_the_future|after_now|later_than_now|a_future_(date|time)|after_the_current_time|not_before_now)
(現在|今日|本日|当日|現在の日時|現在日時|現在時刻|現在日|今)以降
(現在日時|現在時刻|現在|今日|本日)より(後|未来|先)
(過去|過去の日付|過去の日時|過去日)(は|を)(指定|設定|入力)(できません|しないでください)
현재_(시각|시간|일시|날짜)?_(이후|이전일_수_없|보다_이후|보다_늦)
현재_(시각|시간|일시|날짜|)_(이후|보다_늦어야)
오늘_이후
과거(의|)_(시간|날짜|일시)(는|은|를|)_(지정|설정|입력)할_수_없
не_(может|должна|должен|должно|могут)_быть_(раньше|ранее|меньше|до)_(текущей|текущего|сегодняшней|сегодня|настоящего|текущей_даты|текущего_времени)
не_(может|должна|должен|должно|могут)_быть_в_прошлом
(должна|должен|должно)_быть_(в_будущем|позже_текущей|позже_текущего|не_раньше_текущей|не_ранее_текущей)";

pub(super) const UNTIL_NOW: &str = "\
(不能|不可|不得|不应|不允许)(晚于|大于|超过|迟于)(当前|现在|系统|今)(时间|日期|时刻|天|日|)
(必须|应|需|须)(小于|早于|小于等于)(当前|现在)(时间|日期|时刻|)
(不能|不可|不得)(是|为|选择|)(未来|将来)(的|)(时间|日期|)
(must|may|can|should|shall)_?not_be_(after|later_than)_(now|today|the_current_(time|date)|current_time)
cannot_be_(after|later_than)_(now|today|the_current_(time|date)|current_time)
(must|may|can|should)_?not_be_in_the_future
cannot_be_in_the_future
must_be_in_the_past
(現在|今日|本日|現在日時|現在時刻)以前
(未来|未来の日付|未来の日時)(は|を)(指定|設定|入力)(できません|しないでください)
현재_(시각|시간|일시|날짜|)_이전이어야
미래(의|)_(시간|날짜|일시)(는|은|를|)_(지정|설정|입력)할_수_없
не_(может|должна|должен|должно)_быть_(позже|позднее|больше)_(текущей|текущего|сегодняшней|сегодня|текущей_даты|текущего_времени)
не_(может|должна|должен|должно)_быть_в_будущем";

pub(super) const MAX: &str = "\
(不能|不可|不得|不应|不允许|不可以|禁止|请勿)(超过|大于|多于|高于|超出)_#_%
(最多|至多)(支持|允许|为|不超过|只能|可以|可|不能超过|)(输入|传|填写|添加|上传|选择|)_#_%
最大(为|值为|值|支持|长度|长度为|数量|数量为|不超过|)_#_%
(必须|应|需|须|要|)(小于等于|小于或等于|不大于|不超过|不多于|不高于|<=|≤)_#_%
(限制|限|上限)(为|)_#_%
(长度|数量|个数|总数|条数|人数|)(超过|超出)(了|限制|最大值|最大|上限|最大限制|)_#_%
#_%_(以内|之内|以下|まで)
最大_#_%
(at_most|up_to|no_more_than|not_more_than|not_exceed|max|max.|maximum|maximum_of|maximum_is|maximum_length_is|max_length_is|a_maximum_of|limited_to|less_than_or_equal_to|not_be_greater_than|not_be_more_than|not_be_longer_than|no_longer_than|not_be_larger_than)_#_%
(must|should|may|shall|can)_?not_(exceed|be_greater_than|be_more_than|be_longer_than|be_larger_than)_#_%
(cannot|can't)_(exceed|be_greater_than|be_more_than|be_longer_than|be_larger_than|contain_more_than|have_more_than)_#_%
(exceeds|exceed|exceeded|longer_than|more_than|over)_(the_limit_of_|the_maximum_of_|)#_%
(最大|最高|上限)_#_%(まで|以内|以下|)
#_%_を超え(ることはできません|ています|ました|てはいけません)
최대_#_%
#_%_(이내|이하|까지)
#_%(을|를)_(초과|넘)
(не_более|не_больше|максимум|до|не_должно_превышать|не_должен_превышать|не_должна_превышать|не_может_превышать|превышает|больше|не_длиннее)_(чем_|)#_%";

pub(super) const MIN: &str = "\
(不能|不可|不得|不应|不允许)(小于|少于|低于|不足)_#_%
(至少|最少|不少于|不小于|不低于|最小|最小为|最小值为|起码)(需要|需|要|为|包含|有|)_#_%
(必须|应|需|须|要|)(大于等于|大于或等于|>=|≥)_#_%
#_%_以上
(at_least|no_less_than|not_less_than|no_fewer_than|not_be_less_than|minimum|minimum_of|a_minimum_of|min|min.|greater_than_or_equal_to|not_be_smaller_than|not_be_shorter_than)_#_%
(must|should|may|shall|can)_?not_be_(less_than|smaller_than|shorter_than|fewer_than)_#_%
(cannot|can't)_be_(less_than|smaller_than|shorter_than|fewer_than)_#_%
(最低|最小)_#_%
최소_#_%
#_%_이상
(не_менее|не_меньше|минимум|не_короче)_(чем_|)#_%";

pub(super) const ABOVE: &str = "\
(必须|应|需|须|要)(大于|超过|多于|高于)_#_%
(must|should|has_to)_be_(greater_than|more_than|larger_than|above|over)_#_%
#_%_より大き(い|く)
#_%(보다|을|를)_(커야|초과해야)
(должен|должна|должно|должны)_быть_(больше|более)_(чем_|)#_%";

pub(super) const BELOW: &str = "\
(必须|应|需|须|要)(小于|少于|低于)_#_%
(must|should|has_to)_be_(less_than|smaller_than|below|under|fewer_than)_#_%
#_%_未満
#_%_미만
(должен|должна|должно|должны)_быть_(меньше|менее)_(чем_|)#_%";

pub(super) const BETWEEN: &str = "\
(必须|应|需|须|要|只能|)(在|介于|为|是)_#_%_(-|~|～|–|—|到|至|和|与)_#_%(之间|以内|范围内|)
(长度|范围|取值|取值范围|数量|个数)(必须|应|需|须|)(为|是|在|:|)_#_%_(-|~|～|–|—|到|至|和|与)_#_%(之间|以内|)
#_%_(-|~|～|–|—|到|至)_#_!
#_%_(-|~|～|–|—|到|至)_#_%之间
(must_be_|should_be_|be_|)between_#_%_and_#_%
(must_be_|should_be_|be_|)(in_the_range_|in_range_|within_|from_)#_%_(-|–|—|to|and)_#_%
#_(-|–|—|to)_#_!
#_%_以上_#_%_(以下|以内|まで)
#_%_(から|~|～|〜|-)_#_%_(まで|の間|の範囲|以内)
#_%_(에서|부터|~|-)_#_%_(사이|까지|이내)
#_%_이상_#_%_이하
(от|в_диапазоне_от|с)_#_%_(до|по)_#_%
между_#_%_и_#_%
в_диапазоне_#_(-|–|—)_#_%";

pub(super) const ENDING: &str = "\
(仅|只|目前仅|目前只)(支持|允许|能上传|能是|能为|限|接受)
(支持的格式|格式只能|格式仅限|格式必须|文件类型)(为|是|有|:|)
only_(supports_|support_|accepts_|allows_|)
(supported|allowed|accepted|valid)_(formats|types|extensions|file_types|file_formats)(_are|)_(:|)
(must|should)_(end_with|have_the_extension)
対応形式(は|:|)
지원_형식(은|:|)
(только|поддерживаются|поддерживаются_только|допустимы|допустимые_форматы|разрешены)_(:|форматы_|)";

pub(super) const ENDING_BEFORE: &str = "\
(のみ|だけ)(対応|アップロード|可能|使用|利用|許可|指定|が|を|)
(만_|만)(지원|업로드|가능|허용|사용)
格式的(文件|图片|附件)
(files_only|only|files_are|are_supported|are_allowed)";
