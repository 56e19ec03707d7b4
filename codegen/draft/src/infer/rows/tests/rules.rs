//! Messages and types → rules, in five languages; and messages that give none.

use std::collections::BTreeSet;

use super::sheets::sheet;
use super::shown::shown;
use crate::infer::rows::places;
use crate::infer::rows::rules::{Context, propose};

fn rule(types: &str, message: &str, solution: &str) -> String {
    let sheet = sheet(types);
    let places = places::all(&sheet);
    let required = ["shopCode", "visitAt"].into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let budget = std::cell::Cell::new(usize::MAX);
    let names = std::cell::RefCell::default();
    let cx = Context {
        places: &places,
        endpoints: None,
        required: &required,
        budget: &budget,
        names: &names,
        of_ideographs: "zh",
    };
    propose(message, solution, &cx).as_ref().map_or_else(|| String::from("-"), shown)
}

fn all(types: &str, rows: &[(&str, &str)]) {
    for (texts, expected) in rows {
        let (message, solution) = texts.split_once(" / ").unwrap_or((texts, ""));
        assert_eq!(rule(types, message, solution), *expected, "{texts}");
    }
}

#[test]
fn chinese_without_a_table() {
    let types = "\
SubmitVisit
  siteId string
  reason string
  visitTime datetime
  needParking bool
  visitors [Visitor]
Visitor
  name string
  mobile string
  plate? string
";
    all(
        types,
        &[
            ("访客手机号不可重复 / 检查参数", "unique visitors mobile # 不可重复"),
            ("单次预约访客不能超过20人", "items visitors ..20 # 不能超过20人"),
            ("来访时间不能早于当前时间", "time visitTime now.. # 不能早于当前时间"),
            ("来访时间不能超过30天", "time visitTime ..now+30d # 不能超过30天"),
            ("来访事由不能为空", "present reason # 不能为空"),
            ("系统繁忙,请稍后重试 / 联系管理员", "-"),
            ("余额不能小于0", "-"),
            ("请勿重复提交", "-"),
            ("车牌不能为空", "-"),
            ("访问次数不能超过100", "-"),
        ],
    );
}

#[test]
fn a_list_of_values_has_values() {
    let types = "\
BookBerth
  berth string
  cargo string
  arriveAt datetime
  leaveAt datetime
  remark? string
  tide? Tide
Tide enum Low,High
";
    all(
        types,
        &[
            ("A half of a berth can only be booked by booking the whole berth", "-"),
            ("remark can only be set within 3 hours", "-"),
            ("cargo only supports dry goods", "-"),
            ("cargo only for members, guests or crew", "-"),
            ("The cargo field only supports Dry or Wet", "one_of cargo Dry,Wet # only supports"),
            ("cargo only accepts BULK, BOX and TANK", "one_of cargo BULK,BOX,TANK # only accepts"),
            (
                "berth must be one of the following values: north, south",
                "one_of berth north,south # must be one of",
            ),
            ("berth must be one of our north berths", "-"),
            ("cargo仅支持dry或wet", "one_of cargo dry,wet # 仅支持"),
            ("cargo仅支持散货", "-"),
            (
                "leaveAt should not exceed 7 days after arriveAt",
                "span arriveAt leaveAt ..7d # should not exceed 7 days",
            ),
            (
                "arriveAt and leaveAt must be at most 31 days apart",
                "span arriveAt leaveAt ..31d partial # at most 31 days",
            ),
            ("leaveAt should not exceed 7 days after the booking", "-"),
            ("leaveAt不能超过arriveAt之后7天", "-"),
            ("leaveAt must be at most 30 days from now", "time leaveAt ..now+30d # at most 30 days from now"),
        ],
    );
}

#[test]
fn chinese_with_a_table() {
    let types = "\
Issue
  kind Kind; 发票类型：1-普通发票 2-专用发票 3-电子发票
  buyer Buyer; 购方
  items [Item]; 明细
  phones [string](..=1000); 手机号列表，最多1000个，不可重复
  content string(..=500); 短信内容，最多500个字符
  sendAt? datetime; 定时发送时间，格式 yyyy-MM-dd HH:mm:ss
  ext? string; 扩展码，只能是数字
  account string; 账号，最长16个字符
  pages [Page](..=50); 页面列表，最多50个
  pageSize? i32(..=100); 每页条数，最大100
  pageNo? i32(1..); 页码，从1开始，默认1
  cardNo string; 卡号，16位数字
  order_no string; 运单号
Kind = 1 2 3
Buyer
  name string; 名称，不超过100个字符
  taxNo? string; 税号，kind=2 时必填
Item
  title string; 货物名称
  amount decimal; 金额（元），必须大于0
Page
  text? string; 文字
  image? Image; 图片
Image
  url string; 图片地址，仅支持png、jpg
  width? i32; 宽度（像素）
";
    all(
        types,
        &[
            (
                "专用发票购方税号必填 / 补充 buyer.taxNo",
                "present buyer.taxNo when kind =2 # 必填, and the table of fields: kind=2 时必填",
            ),
            (
                "金额必须大于0",
                "range items[*].amount 0.. partial # 必须大于0; 0 itself is left to the server",
            ),
            ("发票类型只能为1、2、3", "one_of kind =1,=2,=3 # 只能为"),
            ("号码个数超过1000", "items phones ..1000 # 超过1000"),
            ("内容长度超过500", "length content ..500 # 超过500"),
            ("扩展码必须是数字", "format ext digits # 必须是数字"),
            ("手机号重复", "unique phones  # 重复"),
            ("定时时间不能早于当前时间", "time sendAt now.. # 不能早于当前时间"),
            ("页面数量超过50 / 检查请求参数", "items pages ..50 # 超过50"),
            ("图片格式不支持，仅支持png、jpg", "extension pages[*].image.url png,jpg # 仅支持png、jpg"),
            ("每页条数不能超过100", "range pageSize ..100 # 不能超过100"),
            ("页码必须大于等于1", "range pageNo 1.. # 必须大于等于1"),
            ("卡号不能为空 或卡号格式不正确", "present cardNo partial # 不能为空"),
            ("运单号不能为空 / 传入order_no", "present order_no # 不能为空"),
            ("账号或密码错误", "-"),
            ("账号余额不能小于1", "-"),
            ("订单号重复", "-"),
            ("当日开票数量已达上限%s / 联系运营", "-"),
            ("请求过于频繁", "-"),
            ("打印机缺纸 / 补充纸张", "-"),
        ],
    );
}

#[test]
fn english() {
    let types = "\
Update
  nickname? string(3..=20); 3 to 20 characters
  phone? string; Digits only. May be null
  level? Level; basic | plus | gold
  links? [string](..=5); Up to 5, no duplicates
  weight_g i32
  limit i32
  closes? date; Last day of the poll
  title string(..=120); At most 120 characters
  name string
  owners [string]
  pickup_until datetime
  parcel Parcel
  readings [f64](..=60); One number for each minute, max. 60
Level = basic plus gold
Parcel
  barcode string
  size Size
Size = S M L XL
";
    all(
        types,
        &[
            ("nickname must be 3 to 20 characters", "length nickname 3..20 # 3 to 20 characters"),
            ("phone must contain digits only", "format phone digits # digits only"),
            ("level must be one of basic, plus, gold", "one_of level basic,plus,gold # must be one of"),
            ("links: at most 5 / Remove some", "items links ..5 # at most 5"),
            ("links must be unique / Remove the double", "unique links  # must be unique"),
            (
                "Weight must be between 1 and 30000",
                "range weight_g 1..30000 # must be between; weight is weight_g",
            ),
            ("limit must not exceed 100", "range limit ..100 # must not exceed 100"),
            (
                "Closing day must not be before today",
                "time closes now.. # must not be before today; closing day is closes",
            ),
            ("Title must be at most 120 characters", "length title ..120 # at most 120 characters"),
            ("badge name too long / At most 20 characters", "length name ..20 # At most 20 characters"),
            ("too many owners / At most 5 owners", "items owners ..5 # At most 5 owners"),
            ("size must be one of S, M, L, XL.", "one_of parcel.size S,M,L,XL # must be one of"),
            ("parcel.barcode is required.", "present parcel.barcode # is required"),
            ("pickup_until must not be before now.", "time pickup_until now.. # must not be before now"),
            (
                "pickup_until must be at most 14 days from now.",
                "time pickup_until ..now+14d # at most 14 days from now",
            ),
            ("readings must contain at most 60 items.", "items readings ..60 # at most 60 items"),
            ("Parcel older than 90 days", "-"),
            ("picture missing", "-"),
            ("Account balance must be greater than 0", "-"),
            ("reach max daily quota limit", "-"),
            ("No such member", "-"),
            ("Authentication is required", "-"),
            ("Change the request and send it again", "-"),
        ],
    );
}

#[test]
fn japanese() {
    let types = "\
Create
  shopCode string; 店舗コード(半角数字6桁)
  visitAt datetime; 来店日時
  people i32(1..=8); 人数(1～8)
  course? Course; コース
  memo? string(..=200); 備考(200文字以内)
  member_id string; 会員番号
  points i32(1..=10000); 付与ポイント。1以上10000以下
  limit_date? date; 有効期限
Course
  courseId i64; コースID
  options? [Option](..=5); オプション(5件まで)
Option
  code string; オプションコード
  count? i32; 個数
";
    all(
        types,
        &[
            (
                "必須項目が未入力です / リクエストを確認してください",
                "present shopCode partial # 必須項目が未入力: the required fields of the table that can be empty",
            ),
            ("来店日時は現在日時以降を指定してください", "time visitAt now.. # 現在日時以降"),
            ("オプションは5件以内で指定してください", "items course.options ..5 # 5件以内"),
            ("オプションコードが重複しています", "unique course.options code # 重複"),
            ("備考は200文字以内で入力してください", "length memo ..200 # 200文字以内"),
            ("会員番号は必須です", "present member_id # 必須"),
            ("ポイントは1以上10000以下で指定してください", "range points 1..10000 # 1以上10000以下"),
            ("有効期限は今日以降の日付を指定してください", "time limit_date now.. # 今日以降"),
            ("満席です || 休業日です / 別の日時を指定してください", "-"),
            ("メンテナンス中です / しばらくしてから再度お試しください", "-"),
            ("会員が見つかりません", "-"),
        ],
    );
}

#[test]
fn korean() {
    let types = "\
Send
  title? string(..=40); 제목(최대 40자)
  body string; 본문
  sendNo string; 발신 번호(숫자만)
  requestDate? datetime; 예약 일시 (yyyy-MM-dd HH:mm)
  recipientList [Recipient](..=1000); 수신자 목록(최대 1,000명)
  items [Item](..=30); 상품 목록. 최대 30개
  memo? string; 메모. 최대 90바이트(EUC-KR)
Recipient
  recipientNo string; 수신 번호
  parameters? {string}; 치환 키와 값
Item
  sku string; 상품 코드
  qty i32(1..=99); 수량(1~99)
";
    all(
        types,
        &[
            ("본문은 필수입니다.", "present body # 필수"),
            ("제목은 최대 40자까지 가능합니다.", "length title ..40 # 최대 40자"),
            ("수신자는 최대 1,000명까지 가능합니다.", "items recipientList ..1000 # 최대 1,000명"),
            ("예약 일시는 현재 시간 이후여야 합니다.", "time requestDate now.. # 현재 시간 이후"),
            ("수신 번호가 중복되었습니다.", "unique recipientList recipientNo # 중복"),
            ("예약 일시는 7일 이내여야 합니다", "time requestDate ..now+7d # 7일 이내"),
            ("상품은 최대 30개까지 가능합니다", "items items ..30 # 최대 30개"),
            ("상품 코드가 중복되었습니다", "unique items sku # 중복"),
            (
                "메모는 최대 90바이트까지 가능합니다",
                "length memo ..90euc-kr # 최대 90바이트, and the table of fields: EUC-KR",
            ),
            ("유효하지 않은 appKey입니다. / appKey를 확인하세요.", "-"),
            ("시스템 오류입니다. 잠시 후 다시 시도해 주세요.", "-"),
            ("매장이 존재하지 않습니다", "-"),
        ],
    );
}

#[test]
fn russian() {
    let types = "\
Call
  address Address; Адрес
  date date; День вызова
  from? string; Начало интервала, ЧЧ:ММ
  payment Payment; Способ оплаты: `cash` — наличные, `card` — карта
  places [Spot](..=10); Места, не более 10
  login string(3..=32); Логин, от 3 до 32 символов
  email string; Адрес почты
  birth? date; Дата рождения
Payment = cash card
Address
  city string; Город
  street string(..=60); Улица, не более 60 символов
  flat? string; Квартира
Spot
  barcode string; Штрихкод
  weight f64; Вес, кг
";
    all(
        types,
        &[
            ("Не указан город / Проверьте параметры", "present address.city # не указан"),
            ("Дата вызова не может быть раньше текущей", "time date now.. # не может быть раньше текущей"),
            ("Количество мест не более 10", "items places ..10 # не более 10"),
            ("Штрихкоды мест не должны повторяться", "unique places barcode # не должны повторяться"),
            (
                "Недопустимый способ оплаты",
                "one_of payment cash,card # недопустимый, and the values of the table of fields",
            ),
            ("Логин должен содержать от 3 до 32 символов", "length login 3..32 # от 3 до 32 символов"),
            ("Неверный формат адреса почты", "format email email partial # неверный формат"),
            ("Дата рождения не может быть позже текущей", "time birth ..now # не может быть позже текущей"),
            ("Логин занят / Выберите другой", "-"),
            ("Слишком много запросов / Повторите позже", "-"),
            ("Внутренняя ошибка, повторите запрос позже / Обратитесь в поддержку", "-"),
        ],
    );
}

#[test]
fn other_pages_words() {
    let types = "\
Create
  userId string; 用户ID
  mobile string; 手机号
  email? string; 邮箱地址
  amount decimal; 金额，单位元
  status i32; 状态
  startTime datetime; 开始时间
  endTime datetime; 结束时间
  items [Item]; 商品列表
  tags [string]; 标签
  name string; 名称
  fileName string; 文件名
  remark? string; 备注
  currency Currency; 币种
Currency = CNY USD EUR
Item
  skuId string; 商品编码
  count i32; 商品数量
";
    all(
        types,
        &[
            ("商品数量必须大于0", "range items[*].count 1.. # 必须大于0"),
            ("商品编码重复", "unique items skuId # 重复"),
            ("标签最多10个，每个不超过20个字符", "items tags ..10 partial # 最多10个"),
            ("名称长度必须在6-20之间", "length name 6..20 # 长度必须在6-20之间"),
            ("文件格式仅支持PDF、DOC", "extension fileName pdf,doc # 仅支持PDF、DOC"),
            ("币种只能为CNY或USD", "one_of currency CNY,USD # 只能为"),
            ("邮箱格式不正确", "format email email partial # 格式不正确"),
            ("用户ID和手机号不能为空", "present mobile partial # 不能为空"),
            ("items must contain between 1 and 100 entries", "items items 1..100 # between"),
            ("amount must be between 0.01 and 10000", "range amount 0.01..10000 # must be between"),
            ("name is too long (maximum is 50 characters)", "length name ..50 # maximum is 50 characters"),
            (
                "name must not be longer than 10 characters and must be unique",
                "length name ..10 partial # must not be longer than 10 characters",
            ),
            ("通貨はCNY、USDのいずれかを指定してください", "one_of currency CNY,USD # のいずれか"),
        ],
    );
}

#[test]
fn nothing_is_read_into_words() {
    let types = "\
Create
  mobile string; 手机号
  email string; 邮箱地址
  phones [string]; 手机号列表
  status i32; 状态
  startTime datetime; 开始时间
  endTime datetime; 结束时间
  name string; 名称
  accountId i64
  quantity i32; 数量
";
    let messages = [
        "手机号或邮箱不能为空",
        "单个手机号不能超过10条",
        "如果状态为1，名称不能为空",
        "状态为1时手机号不能为空",
        "名称可以重复",
        "名称非必填",
        "名称重复",
        "开始时间不能大于结束时间",
        "时间跨度不能超过31天",
        "查询时间范围不能超过90天",
        "每分钟最多调用100次",
        "数量不能超过库存数量",
        "文件大小不能超过10M",
        "amount is required when status is 1",
        "Account balance must be greater than 0",
        "startTime must be before endTime",
        "You can only have 5 active sessions",
        "Maximum file size is 10 MB",
        "only two of them are supported",
        "開始日時は終了日時より前でなければなりません",
        "Дата начала не может быть позже даты окончания",
        "파일 크기는 10MB를 초과할 수 없습니다",
    ];
    for message in messages {
        assert_eq!(rule(types, message, ""), "-", "{message}");
    }
}

/// No text whatever makes it panic: parts of the messages above, cut and joined anywhere.
#[test]
fn any_text_is_read() {
    let pieces = [
        "不能超过",
        "12",
        "个月",
        "在",
        "之间",
        "-",
        "–",
        "1,000",
        "{",
        "}",
        "%s",
        "（",
        "必须",
        "one of ",
        "A、B",
        "のいずれか",
        "重複",
        "중복",
        "최대 ",
        "9",
        "不 ",
        "\u{200b}",
        "é",
        "İ",
        "ß",
        " ",
        "\n",
        "=",
        "时必填",
        "only ",
        "png",
        ".",
        "$",
        "до ",
        "от ",
        "не более",
        "items[]",
        "kind",
    ];
    let types = "Create\n  kind i32; 类型, kind=2 时必填\n  items [string]; A=\n  a? string; =为必填\n  é date; 日期\n";
    let mut seed = 7_u32;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(seed >> 16) as usize % pieces.len()]);
        }
        let _ = (rule(types, &text, ""), rule(types, "", &text));
        let _ = crate::infer::rows::naming::of_message(&text);
    }
}
