//! What messages say: their predicates, by which rows are named, and words about another try.
//!
//! A line of [`PREDICATES`]: what a message says, and the name. `@` is a noun or several, `#` a number; `+` in a name is
//! the noun in the plural, `~` is the noun where it is a time.

/// Messages and their names, in lower case.
pub(crate) const PREDICATES: &str = "\
服务繁忙|服务器繁忙|服务忙|服务器忙=ServiceBusy
系统繁忙|系统忙=SystemBusy
系统异常|系统错误|系统出错|系统故障=SystemError
内部错误|系统内部错误|服务内部错误|服务器内部错误|平台内部错误=InternalError
服务器错误|服务器异常=ServerError
服务异常|服务错误=ServiceError
服务不可用|服务暂不可用|服务暂时不可用=ServiceUnavailable
服务超时=ServiceTimeout
请求超时=RequestTimeout
参数错误|参数有误|参数不正确|参数无效|无效参数|无效的参数|参数异常|请求参数错误|请求参数有误|参数不合法|参数非法|非法参数|参数校验失败=InvalidParameter
缺少参数|缺少必要参数|缺少必填参数|缺少必选参数|参数缺失|参数为空|参数不能为空=MissingParameter
签名错误|签名无效|签名不正确|签名有误|签名验证失败|签名校验失败|验签失败|无效签名|无效的签名=InvalidSignature
无权限|没有权限|暂无权限|权限不足|无访问权限|没有访问权限|无操作权限|没有操作权限=PermissionDenied
拒绝访问|访问被拒绝=AccessDenied
未授权=Unauthorized
未登录|用户未登录|请登录|请先登录|尚未登录=NotLoggedIn
登录已失效|登录失效|登录已过期|登录过期|登录状态已失效|登录态已失效=LoginExpired
请求过于频繁|请求频繁|请求太频繁|访问过于频繁|访问频繁|访问太频繁|操作过于频繁|操作频繁|操作太频繁|调用过于频繁|请求过多|请求次数过多|请求频率过高|调用频率过高=TooManyRequests
请求频率超限|频率超限|超出频率限制|超过频率限制|调用频率超限=RateLimitExceeded
调用次数超限|调用次数已达上限|调用次数超过限制|超过调用次数限制=CallLimitExceeded
余额不足|账户余额不足|账号余额不足=InsufficientBalance
库存不足=InsufficientStock
额度不足=InsufficientQuota
重复请求|重复提交=DuplicateRequest
未知错误|未知异常=UnknownError
数据库错误|数据库异常=DatabaseError
操作失败=OperationFailed
请求失败=RequestFailed
系统维护|系统维护中|系统正在维护|系统升级中=Maintenance
@不存在|@未找到|未找到@|找不到@|查无此@|@不存在或已删除=@NotFound
@已存在|@已经存在=@AlreadyExists
@未认证|@尚未认证=@NotVerified
@已过期|@过期=@Expired
@已失效|@失效=@Expired
@未生效|@尚未生效=@NotEffective
@不可重复|@不能重复|@不得重复|@不允许重复|@重复|重复的@|@存在重复=Duplicate@
@格式不支持|不支持的@格式|不支持该@格式|不支持此@格式=Unsupported@Format
不支持的@|不支持该@|不支持此@|@不支持=Unsupported@
@格式错误|@格式不正确|@格式有误|@格式不合法|@格式不对|@格式非法|@格式不符合要求=Invalid@Format
@错误|@不正确|@有误|@无效|@不合法|@非法|无效的@|无效@|非法@|非法的@|错误的@=Invalid@
未知的@|未知@=Unknown@
@处理失败=@ProcessingFailed
@上传失败=@UploadFailed
@下载失败=@DownloadFailed
@解析失败=@ParsingFailed
@创建失败=@CreationFailed
@发送失败=@SendingFailed
@保存失败=@SavingFailed
@校验失败|@验证失败=@VerificationFailed
@不能小于当前时间|@不能早于当前时间|@不可早于当前时间|@不得早于当前时间|@必须大于当前时间|@必须晚于当前时间|@小于当前时间|@早于当前时间=~InPast
@不能超过#个月|@不能超过#天|@不能超过#年|@不能超过#日|@不能超过#小时|@超过#个月|@超过#天=~TooFar
@不能超过#个|@不能超过#人|@不能超过#条|@不能超过#件|@不能超过#张|@最多#个|@最多#人|@最多#条|@数量超限|@数量超过限制|@数量超出限制|@数量超过#|@数量不能超过#|@数量已达上限|@个数超过#|@个数超限|@数过多|@过多=TooMany+
@长度超过#|@长度不能超过#|@长度超限|@长度超过限制|@长度超出限制|@长度过长|@过长|@太长|@不能超过#个字符|@不能超过#字符|@不能超过#个字|@不能超过#字|@长度不能超过#个字符|@长度不能超过#字符=@TooLong
@过大|@太大|@大小超限|@大小超过限制|@大小超出限制|@大小不能超过#m|@大小不能超过#mb|@大小不能超过#k|@大小不能超过#kb|@不能超过#m|@不能超过#mb=@TooLarge
@不能为空|@不可为空|@不得为空|@为空|@必填|@未填写|缺少@|@缺失=@Missing
@已取消=@Cancelled
@已支付=@AlreadyPaid
@未支付=@NotPaid
@已完成=@Completed
@已关闭=@Closed
@已删除|@已被删除=@Deleted
@已禁用|@被禁用|@已停用|@已被禁用=@Disabled
@已冻结|@被冻结|@已被冻结=@Frozen
@已锁定|@被锁定|@已被锁定=@Locked
@状态错误|@状态异常|@状态不正确|@状态有误=Invalid@Status
@不匹配|@不一致=@Mismatch
@超时=@Timeout
@不可用=@Unavailable
@余额不足=Insufficient@Balance

システムエラー=SystemError
内部エラー|サーバーエラー|サーバエラー|内部サーバーエラー=InternalError
メンテナンス中|メンテナンス=Maintenance
パラメータエラー|パラメータが不正|パラメーターが不正|不正なパラメータ=InvalidParameter
認証エラー|認証に失敗|認証に失敗しました=AuthenticationFailed
権限がありません|権限がない|権限エラー|アクセス権限がありません=PermissionDenied
リクエストが多すぎます|リクエスト数が多すぎます|アクセスが集中しています=TooManyRequests
残高不足|残高が不足しています=InsufficientBalance
在庫不足|在庫がありません|在庫が不足しています=InsufficientStock
サービスが利用できません|サービス利用不可=ServiceUnavailable
署名が不正|署名エラー|署名が無効=InvalidSignature
タイムアウト|タイムアウトしました=Timeout
@が見つかりません|@が見つかりませんでした|@が存在しません|@は存在しません|存在しない@|@が存在しない=@NotFound
@が既に存在します|@はすでに存在します|@は既に存在します|@は既に登録されています|@が既に登録されています=@AlreadyExists
@が重複しています|@が重複|@の重複|@重複=Duplicate@
@の有効期限が切れています|@の期限が切れています|@の有効期限切れ|@有効期限切れ|@の期限切れ=@Expired
@の形式が不正|@の形式が正しくありません|@形式不正=Invalid@Format
@が不正|@が無効|@が正しくありません|無効な@|不正な@|@は無効|@は不正=Invalid@
@は必須|@が未入力|@を入力してください|@が入力されていません|@が指定されていません=@Missing

시스템 오류|시스템 오류가 발생했습니다|시스템 에러=SystemError
내부 오류|서버 오류|내부 서버 오류|서버 내부 오류=InternalError
잘못된 파라미터|파라미터 오류|잘못된 요청 파라미터=InvalidParameter
잘못된 요청=BadRequest
권한이 없습니다|권한 없음|접근 권한이 없습니다=PermissionDenied
인증 실패|인증에 실패했습니다|인증에 실패하였습니다=AuthenticationFailed
요청이 너무 많습니다|요청 횟수 초과|요청 한도 초과=TooManyRequests
잔액 부족|잔액이 부족합니다=InsufficientBalance
재고 부족|재고가 부족합니다=InsufficientStock
서비스 점검 중|시스템 점검 중|점검 중=Maintenance
@이 존재하지 않습니다|@가 존재하지 않습니다|@을 찾을 수 없습니다|@를 찾을 수 없습니다|존재하지 않는 @=@NotFound
@이 이미 존재합니다|@가 이미 존재합니다|이미 존재하는 @=@AlreadyExists
@이 중복되었습니다|@가 중복되었습니다|@이 중복됩니다|@가 중복됩니다|중복된 @|@ 중복=Duplicate@
@이 만료되었습니다|@가 만료되었습니다|만료된 @|@ 만료=@Expired
유효하지 않은 @|잘못된 @|@이 유효하지 않습니다|@가 유효하지 않습니다|@이 올바르지 않습니다|@가 올바르지 않습니다|@ 오류=Invalid@
@은 필수|@는 필수|@이 누락되었습니다|@가 누락되었습니다|@ 누락=@Missing

внутренняя ошибка|внутренняя ошибка сервера|внутренняя ошибка системы=InternalError
системная ошибка|ошибка системы=SystemError
ошибка сервера=ServerError
неизвестная ошибка=UnknownError
слишком много запросов|превышен лимит запросов|превышено количество запросов|превышено число запросов=TooManyRequests
недостаточно прав|нет прав|нет доступа|доступ запрещен|доступ запрещён|доступ закрыт=AccessDenied
недостаточно средств|недостаточно средств на счете|недостаточно средств на счёте=InsufficientFunds
ошибка авторизации|ошибка аутентификации=AuthenticationFailed
неверные параметры|неверный параметр|ошибка в параметрах|некорректные параметры=InvalidParameter
неверная подпись|ошибка подписи|некорректная подпись=InvalidSignature
сервис недоступен|сервис временно недоступен=ServiceUnavailable
технические работы|ведутся технические работы=Maintenance
@ не найден|@ не найдена|@ не найдено|@ не найдены|@ не существует=@NotFound
@ уже существует|@ уже зарегистрирован|@ уже зарегистрирована=@AlreadyExists
неверный @|неверная @|неверное @|недействительный @|недействительная @|некорректный @|некорректная @|некорректное @=Invalid@
неверный формат @|некорректный формат @=Invalid@Format
@ истек|@ истёк|@ истекла|@ просрочен|@ просрочена|срок действия @ истек|срок действия @ истёк=@Expired
@ не указан|@ не указана|@ не указано|не указан @|не указана @|не указано @=@Missing
@ не должны повторяться|повторяющиеся @|дублирующийся @=Duplicate@

@ does not exist|@ doesn't exist|@ do not exist|@ was not found|@ is not found|@ could not be found|no such @|cannot find @|could not find @=@NotFound
@ has expired|@ is expired|expired @=@Expired
@ already exists|the @ already exists=@AlreadyExists
@ must be unique|@ is duplicated|@ are duplicated=Duplicate@
@ is invalid|@ is not valid|@ is incorrect|@ is wrong|invalid @|illegal @=Invalid@
@ is required|@ is missing|missing @|missing required @|@ cannot be empty|@ must not be empty|@ can not be empty=@Missing
";

/// English words of which a name can be made as they are, besides nouns.
pub(crate) const PLAIN: &str = "invalid unknown missing duplicate duplicated unsupported expired illegal insufficient incorrect wrong forbidden \
     unauthorized unauthorised unavailable busy error failed failure denied exceeded reached mismatch timeout conflict \
     disabled locked closed cancelled canceled rejected required found not too many large long short internal bad \
     already exists exist processing maintenance overloaded throttled empty";

/// Those of them that say what is wrong.
pub(crate) const TELLING: &str = "invalid unknown missing duplicate duplicated unsupported expired illegal insufficient incorrect wrong forbidden \
     unauthorized unauthorised unavailable busy error failed failure denied exceeded reached mismatch timeout conflict \
     disabled locked closed cancelled canceled rejected required found many large long short bad exists maintenance \
     overloaded throttled empty";

/// What stands before a noun and changes nothing about what is wrong.
pub(crate) const FILLERS: &[&str] = &[
    "上传的",
    "上传",
    "签署",
    "该",
    "此",
    "您的",
    "您",
    "当前",
    "所选",
    "指定的",
    "指定",
    "传入的",
    "的",
    "the ",
    "this ",
    "an ",
    "a ",
    "your ",
    "指定された",
    "指定した",
    "の",
    "해당 ",
    "указанный ",
    "указанная ",
];

/// Endings of sentences that say nothing.
pub(crate) const POLITE: &[&str] =
    &["です", "でした", "されています", "になっています", "입니다", "입니다만", "합니다", "了"];

/// Words that say that a rate is limited.
pub(crate) const THROTTLED: &[&str] = &[
    "频繁",
    "频率",
    "限流",
    "流控",
    "次数超限",
    "次数已达上限",
    "次数超过",
    "调用次数",
    "请求过多",
    "请求次数过多",
    "并发",
    "too many requests",
    "rate limit",
    "rate-limit",
    "rate_limit",
    "ratelimit",
    "throttl",
    "too_many_requests",
    "toomanyrequests",
    "slow_down",
    "slow down",
    "requests per",
    "リクエストが多",
    "リクエスト数が",
    "アクセスが集中",
    "レート制限",
    "呼び出し回数",
    "요청이 너무 많",
    "요청 한도",
    "요청 횟수",
    "호출 횟수",
    "호출 한도",
    "слишком много запрос",
    "лимит запрос",
    "слишком част",
    "частота запрос",
    "превышено количество запрос",
];

/// Words that say that there is too much of something, which may pass.
pub(crate) const TOO_MANY: &[&str] =
    &["too many", "过多", "太多", "過多", "多すぎ", "너무 많", "слишком много", "too often", "too fast"];

/// Words that ask to wait.
pub(crate) const WAIT: &[&str] =
    &["wait", "later", "稍后", "稍候", "等待", "しばらく", "お待ち", "잠시", "기다", "подождите", "позже"];

/// What a caller is known by.
pub(crate) const TOKENS: &[&str] = &[
    "token",
    "session",
    "令牌",
    "登录",
    "会话",
    "凭证",
    "トークン",
    "セッション",
    "ログイン",
    "토큰",
    "세션",
    "로그인",
    "токен",
    "сесси",
    "авторизаци",
];

/// Words that say that it is over.
pub(crate) const OVER: &[&str] = &[
    "expired",
    "has expire",
    "失效",
    "过期",
    "超时",
    "期限切れ",
    "期限が切れ",
    "有効期限が切れ",
    "만료",
    "истек",
    "истёк",
    "просроч",
    "устарел",
];

/// Words that ask for a new one.
pub(crate) const RENEW: &[&str] = &[
    "重新登录",
    "重新获取",
    "刷新token",
    "刷新 token",
    "刷新令牌",
    "重新授权",
    "new token",
    "new one",
    "new access token",
    "refresh the",
    "refresh your",
    "log in again",
    "login again",
    "sign in again",
    "re-login",
    "再取得",
    "再ログイン",
    "다시 로그인",
    "재로그인",
    "재발급",
    "получите новый",
    "войдите снова",
    "авторизуйтесь",
];

/// Words, where a clause begins or behind a polite word, that ask the caller to do something first.
pub(crate) const FIRST: &[&str] = &[
    "检查",
    "检测",
    "修改",
    "更正",
    "改正",
    "纠正",
    "注册",
    "核对",
    "核实",
    "核查",
    "确认",
    "修正",
    "补充",
    "补全",
    "填写",
    "输入",
    "调整",
    "更换",
    "完善",
    "开通",
    "充值",
    "绑定",
    "实名",
    "认证",
    "授权",
    "申请",
    "选择",
    "上传",
    "传入",
    "压缩",
    "登录",
    "登陆",
    "阅读",
    "参考",
    "檢查",
    "修改",
    "註冊",
    "核對",
    "確認",
    "登入",
    "correct ",
    "fix ",
    "check ",
    "verify ",
    "change ",
    "modify ",
    "adjust ",
    "register ",
    "provide ",
    "update ",
    "review ",
    "ensure ",
    "make sure",
    "add ",
    "remove ",
    "choose ",
    "select ",
    "enter ",
    "specify ",
    "use ",
    "top up",
    "recharge ",
    "sign up",
    "amend ",
    "revise ",
    "validate ",
    "double-check ",
    "confirm ",
    "supply ",
    "set ",
];

/// Polite words before those, the longest first.
pub(crate) const PLEASE: &[&str] = &[
    "请您先",
    "请重新",
    "请仔细",
    "请务必",
    "请自行",
    "请先",
    "请您",
    "请",
    "請重新",
    "請先",
    "請您",
    "請",
    "please first ",
    "please re-",
    "please ",
    "you must ",
    "you should ",
    "you need to ",
    "need to ",
    "kindly ",
    "then ",
    "先",
    "并",
    "重新",
];

/// Words that ask the caller to do something first wherever they stand.
pub(crate) const FIRST_ANYWHERE: &[&str] = &[
    "確認して",
    "確認の上",
    "確認のうえ",
    "ご確認",
    "確認し、",
    "確認後",
    "修正して",
    "修正の上",
    "修正のうえ",
    "修正後",
    "訂正して",
    "訂正の上",
    "訂正後",
    "変更して",
    "変更の上",
    "変更後",
    "見直して",
    "入力し直",
    "登録して",
    "登録後",
    "指定して",
    "設定して",
    "ログインして",
    "확인 후",
    "확인후",
    "확인한 후",
    "확인하고",
    "확인하신",
    "확인한 뒤",
    "수정 후",
    "수정후",
    "수정한 후",
    "수정하고",
    "수정하여",
    "변경 후",
    "변경후",
    "변경한 후",
    "변경하여",
    "변경하고",
    "등록 후",
    "등록한 후",
    "입력 후",
    "исправьте",
    "исправив",
    "проверьте",
    "проверив",
    "измените",
    "изменив",
    "укажите",
    "указав",
    "введите",
    "убедитесь",
    "зарегистрируйтесь",
    "пополните",
    "уточните",
    "после исправления",
    "после проверки",
];

/// What stands before 后 where it only says how long to wait, or that the vendor does something.
pub(crate) const PASSING: &[&str] = &[
    "稍", "秒", "秒钟", "分", "分钟", "分鐘", "小时", "天", "日", "时间", "片刻", "一会", "会儿", "之", "以",
    "然", "恢复", "结束", "完成", "维护", "周", "月", "今", "最", "随",
];
