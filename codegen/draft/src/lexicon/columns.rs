//! What the head of a column says that stands below it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// A code of an error, by a head that says so.
    ErrorCode,
    /// A code of something.
    Code,
    /// A message, or what something means.
    Message,
    /// What to do.
    Solution,
    /// An HTTP status.
    Http,
    /// A link.
    Docs,
    /// The name of a parameter or a field, by a head that says so.
    Field,
    /// A name of something.
    Name,
    /// A type.
    Kind,
    /// Whether it is required, or optional.
    Required,
    /// Where it goes.
    Location,
    /// An example.
    Example,
    /// A default.
    Default,
    /// A length or a range.
    Limit,
    /// A value.
    Value,
    /// Whether it is a success.
    Success,
    /// Something that is no part of a row.
    Skip,
}

/// What a head may mean, the likeliest first; nothing for a head that says nothing.
pub(crate) fn of(head: &str) -> Vec<Column> {
    let whole = folded(head);
    if whole.is_empty() || whole.chars().count() > 40 {
        return Vec::new();
    }
    let exact = exactly(&whole);
    if !exact.is_empty() {
        return exact;
    }
    // `错误码(code)`, `必須/任意`, `Type / 型`: the parts say it.
    let parts = head.split(['(', '（', '/', '／', '|', ')', '）', '\n', ',', '[']).map(folded);
    let parts =
        parts.filter(|part| !part.is_empty()).map(|part| exactly(&part)).find(|part| !part.is_empty());
    parts.unwrap_or_else(|| roughly(&whole))
}

/// Whether a head is one of the lists, not only like one.
pub(crate) fn is_listed(head: &str) -> bool {
    EXACT.contains_key(folded(head).as_str())
}

/// Without blanks and marks, in small letters.
fn folded(head: &str) -> String {
    head.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn exactly(head: &str) -> Vec<Column> {
    EXACT.get(head).cloned().unwrap_or_default()
}

/// The lists by word: a page of copied text asks for each of its lines.
static EXACT: LazyLock<BTreeMap<&str, Vec<Column>>> = LazyLock::new(|| {
    let mut exact: BTreeMap<&str, Vec<Column>> = BTreeMap::new();
    for (words, column) in LISTS {
        for word in words.split_whitespace() {
            let columns = exact.entry(word).or_default();
            if !columns.contains(column) {
                columns.push(*column);
            }
        }
    }
    exact
});

/// By a part of the word: `accountCode` is a code, `resultMessage` a message.
fn roughly(head: &str) -> Vec<Column> {
    let is_ascii = head.is_ascii();
    // No part that is not ASCII stands in a head that is.
    let rule =
        PARTS.iter().filter(|(_, part, _)| !is_ascii || part.is_ascii()).find(
            |(is_end, part, _)| match is_end {
                Where::End => head.ends_with(part),
                Where::Inside => head.contains(part),
            },
        );
    rule.map(|(.., column)| vec![*column]).unwrap_or_default()
}

#[derive(Debug, Clone, Copy)]
enum Where {
    End,
    Inside,
}

const PARTS: &[(Where, &str, Column)] = &[
    (Where::Inside, "http", Column::Http),
    (Where::Inside, "success", Column::Success),
    (Where::Inside, "是否成功", Column::Success),
    (Where::Inside, "解决", Column::Solution),
    (Where::Inside, "处理", Column::Solution),
    (Where::Inside, "排查", Column::Solution),
    (Where::Inside, "対処", Column::Solution),
    (Where::Inside, "対応", Column::Solution),
    (Where::Inside, "조치", Column::Solution),
    (Where::Inside, "해결", Column::Solution),
    (Where::Inside, "solution", Column::Solution),
    (Where::Inside, "howto", Column::Solution),
    (Where::Inside, "whattodo", Column::Solution),
    (Where::Inside, "решени", Column::Solution),
    (Where::Inside, "чтоделать", Column::Solution),
    (Where::Inside, "错误码", Column::ErrorCode),
    (Where::Inside, "errorcode", Column::ErrorCode),
    (Where::Inside, "エラーコード", Column::ErrorCode),
    (Where::Inside, "오류코드", Column::ErrorCode),
    (Where::Inside, "에러코드", Column::ErrorCode),
    (Where::Inside, "кодошибки", Column::ErrorCode),
    (Where::Inside, "必填", Column::Required),
    (Where::Inside, "必选", Column::Required),
    (Where::Inside, "必须", Column::Required),
    (Where::Inside, "必需", Column::Required),
    (Where::Inside, "必传", Column::Required),
    (Where::Inside, "必須", Column::Required),
    (Where::Inside, "可选", Column::Required),
    (Where::Inside, "required", Column::Required),
    (Where::Inside, "필수", Column::Required),
    (Where::Inside, "обязат", Column::Required),
    (Where::End, "message", Column::Message),
    (Where::End, "msg", Column::Message),
    (Where::End, "메시지", Column::Message),
    (Where::End, "メッセージ", Column::Message),
    (Where::End, "描述", Column::Message),
    (Where::End, "说明", Column::Message),
    (Where::End, "信息", Column::Message),
    (Where::End, "含义", Column::Message),
    (Where::End, "説明", Column::Message),
    (Where::End, "内容", Column::Message),
    (Where::End, "意味", Column::Message),
    (Where::End, "설명", Column::Message),
    (Where::End, "의미", Column::Message),
    (Where::End, "description", Column::Message),
    (Where::End, "meaning", Column::Message),
    (Where::End, "means", Column::Message),
    (Where::Inside, "описание", Column::Message),
    (Where::Inside, "сообщение", Column::Message),
    (Where::End, "类型", Column::Kind),
    (Where::End, "datatype", Column::Kind),
    (Where::End, "타입", Column::Kind),
    (Where::End, "默认值", Column::Default),
    (Where::End, "示例", Column::Example),
    (Where::End, "例子", Column::Example),
    (Where::End, "参数名", Column::Field),
    (Where::End, "字段名", Column::Field),
    (Where::End, "パラメータ名", Column::Field),
    (Where::End, "parametername", Column::Field),
    (Where::End, "fieldname", Column::Field),
    (Where::End, "返回码", Column::ErrorCode),
    (Where::End, "码", Column::Code),
    (Where::End, "代码", Column::Code),
    (Where::End, "code", Column::Code),
    (Where::End, "コード", Column::Code),
    (Where::End, "코드", Column::Code),
    (Where::Inside, "код", Column::Code),
];

const LISTS: &[(&str, Column)] = &[
    (ERROR_CODES, Column::ErrorCode),
    (CODES, Column::Code),
    (HTTP, Column::Http),
    (MESSAGES, Column::Message),
    (SOLUTIONS, Column::Solution),
    (DOCS, Column::Docs),
    (FIELDS, Column::Field),
    (NAMES, Column::Name),
    (KINDS, Column::Kind),
    (REQUIRED, Column::Required),
    (LOCATIONS, Column::Location),
    (EXAMPLES, Column::Example),
    (DEFAULTS, Column::Default),
    (LIMITS, Column::Limit),
    (VALUES, Column::Value),
    (SKIPPED, Column::Skip),
];

const ERROR_CODES: &str = "\
    错误码 错误代码 错误编码 错误编号 返回码 返回代码 响应码 响应代码 业务码 业务错误码 结果码 \
    异常码 异常编码 errno errcode errorcode errorcodes err retcode rtncode returncode \
    resultcode responsecode respcode infocode subcode bizcode errorno errornumber faultcode \
    エラーコード 結果コード 応答コード レスポンスコード エラー番号 결과코드 에러코드 오류코드 \
    응답코드 오류번호 кодошибки кодответа кодвозврата кодрезультата hatakodu códigodeerro mãlỗi \
    錯誤碼 錯誤代碼";

const CODES: &str = "\
    返回值 错误类型 异常类型 错误名称 エラー種別 오류유형 типошибки exception code codes 状态码 代码 编码 編碼 代碼 编号 error errors ошибка statuscode codeid コード \
    エラー 番号 코드 상태코드 에러 오류 код коды código codigo reason errorid errorname \
    errortype id 错误 异常 状态值";

const HTTP: &str = "\
    http httpstatus httpcode httpstatuscode httpresponsecode http状态码 http状态 http返回码 \
    http响应码 http错误码 httpステータス httpステータスコード http상태코드 http상태 httpкод \
    кодhttp статусhttp httpстатус ステータスコード";

const MESSAGES: &str = "\
    错误信息 错误消息 错误描述 错误说明 错误提示 错误原因 错误内容 错误含义 返回信息 返回消息 \
    返回说明 返回描述 响应信息 信息 消息 描述 说明 释义 含义 意义 提示 提示信息 提示语 备注 \
    注释 解释 中文 中文描述 中文说明 英文 英文描述 原因 内容 字段说明 参数说明 字段描述 \
    参数描述 字段含义 message messages errormessage errmsg retmsg msg description \
    errordescription desc descriptions meaning text notes note comment comments remark remarks \
    content explanation details detail responsemessage whatitmeans reason cause summary info definition \
    purpose usage english chinese 説明 意味 メッセージ エラーメッセージ エラー内容 概要 備考 \
    詳細 内容説明 日本語 補足 의미 설명 메시지 에러메시지 오류메시지 결과메시지 내용 비고 사유 \
    원인 상세 описание сообщение комментарий значение пояснение расшифровка примечание текст \
    смысл причина mensagem descrição mensaje descripción môtả açıklama 說明 描述說明 訊息 \
    錯誤訊息";

const SOLUTIONS: &str = "\
    解决办法 解决方案 解决方法 处理方式 处理方法 处理建议 处理办法 处理方案 排查建议 排查方法 \
    排查方案 可能原因 解决建议 应对措施 建议 修改建议 备注 解決方法 解決辦法 處理方式 \
    troubleshooting solution solutions resolution howtofix howtosolve fix action actions \
    suggestedaction recommendedaction recommendation suggestion suggestions whattodo remedy \
    possiblecause possiblecauses possiblereason advice nextsteps handling workaround 対処 \
    対処法 対処方法 対応 対応方法 解決策 対策 조치 조치방법 조치사항 해결방법 해결 대응 \
    대처방법 решение чтоделать действие действия рекомендация рекомендации какисправить \
    значение устранение solução çözüm";

const DOCS: &str = "\
    文档 链接 参考 文档链接 docs documentation link links reference moreinfo helpurl \
    ドキュメント リンク 링크 문서 ссылка документация";

const FIELDS: &str = "\
    参数 参数名 参数名称 参数字段 字段 字段名 字段名称 属性 属性名 变量名 键 参数key 请求参数 \
    返回参数 响应参数 入参 出参 參數 欄位 parameter parameters parametername param params \
    paramname field fields fieldname property properties propertyname attribute attributes \
    argument arguments key keys element パラメータ パラメーター パラメータ名 パラメーター名 \
    項目名 項目 フィールド フィールド名 キー 属性名称 파라미터 파라미터명 매개변수 변수 변수명 \
    필드 필드명 항목 항목명 키 параметр параметры поле поля имяпараметра имяполя названиеполя \
    названиепараметра ключ атрибут свойство аргумент parâmetro campo parámetro thamsố";

const NAMES: &str = "\
    名称 名字 名 标识 变量 name names variable member identifier header headername 名前 変数名 \
    ヘッダ ヘッダー 이름 명칭 헤더 имя название заголовок наименование 标题 元素 请求头 頭部";

const KINDS: &str = "\
    类型 数据类型 参数类型 字段类型 数据格式 格式 類型 型別 type types datatype format \
    valuetype 型 データ型 タイプ 形式 種類 타입 형식 자료형 데이터타입 데이터형식 유형 тип \
    типданных типполя формат tipo schema tür";

const REQUIRED: &str = "\
    必填 必选 必须 必需 必传 是否必填 是否必选 是否必须 是否必需 是否必传 是否必要 必要 可选 \
    是否可选 选填 可空 可为空 允许为空 是否为空 是否可空 必填项 required require requires needed isrequired mandatory \
    optional optionality presence req reqd requirement mo must nullable 必須 必須任意 必須か \
    要否 任意 省略可 省略 필수 필수여부 필수선택 선택 옵션 обязательный обязательность \
    обязательно обязателен обязательное обяз необходимость обязательныйпараметр obrigatório \
    requerido 是否必須 必填選填";

const LOCATIONS: &str = "\
    位置 参数位置 所在位置 传参位置 传递方式 提交方式 in location where paramtype parametertype \
    position parameterlocation passedin 場所 パラメータ種別 위치 전달방식 где расположение \
    местоположение источник";

const EXAMPLES: &str = "\
    示例 示例值 样例 例子 例 举例 参考值 範例 example examples examplevalue sample samplevalue \
    sampledata eg サンプル サンプル値 設定例 入力例 記入例 예 예시 예제 샘플 пример примеры \
    примерзначения exemplo ejemplo";

const DEFAULTS: &str = "\
    默认 默认值 缺省值 缺省 預設值 default defaults defaultvalue デフォルト デフォルト値 既定値 \
    初期値 기본값 기본 디폴트 поумолчанию значениепоумолчанию умолчание padrão";

const LIMITS: &str = "\
    长度 最大长度 字段长度 长度限制 范围 取值范围 限制 约束 長度 length maxlength size maxsize \
    range constraint constraints limit limits validation restrictions 桁数 長さ 最大長 文字数 \
    桁 制約 길이 최대길이 크기 자릿수 제한 длина размер максдлина ограничения диапазон";

const VALUES: &str = "\
    值 取值 枚举 枚举值 可选值 参数值 字典值 数值 value values enum enumvalue constant option \
    allowedvalues possiblevalues 値 設定値 값 가능한값 значение значения допустимыезначения \
    valor";

const SKIPPED: &str = "\
    区分 分類 分类 类别 模块 所属模块 序号 no 番号順 category group module section 分野 구분 \
    분류 순번 번호 категория группа раздел номер 级别 level depth 备用";

#[cfg(test)]
mod tests {
    use super::{Column, of};

    #[test]
    fn heads_say_what_stands_below() {
        let rows = [
            ("错误码", Column::ErrorCode),
            ("错误码(code)", Column::ErrorCode),
            ("HTTP 返回码", Column::Http),
            ("HTTP Status Code", Column::Http),
            ("resultMessage", Column::Message),
            ("What it means", Column::Message),
            ("Что делать", Column::Solution),
            ("必須/任意", Column::Required),
            ("Optional?", Column::Required),
            ("Обяз.", Column::Required),
            ("区分", Column::Skip),
            ("isSuccessful", Column::Success),
            ("项目编码", Column::Code),
            ("Data type", Column::Kind),
        ];
        for (head, column) in rows {
            assert_eq!(of(head).first(), Some(&column), "{head}");
        }
        assert_eq!(of("State"), []);
        assert_eq!(of("Значение"), [Column::Message, Column::Solution, Column::Value]);
    }
}
