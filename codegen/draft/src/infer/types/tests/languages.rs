//! Pages in French, German, Portuguese and Spanish.

use super::{drafted, has, lacks, yaml};

#[test]
fn german() {
    let yaml = yaml(
        "# Lampen\n\n## Eine Lampe anlegen\n\n`POST https://api.lantern.example/lamps`\n\n> Antwort in JSON-Format:\n\n```json\n{\"lamp_id\": \"l-7\"}\n```\n\n### Parameter\n\nParameter | Beispiel | Beschreibung | Pflichtfeld\n--- | --- | --- | ---\nroom | Flur | Der Raum | Ja\nhook | https://me.example/hook | Wohin die Lampe meldet | Nein\n",
    );
    has(
        &yaml,
        &[
            "create_lamp:",
            "room: {type: string",
            "hook?: {type: string",
            "CreateLampResult:",
            "lamp_id: string",
        ],
    );
    lacks(&yaml, &["/hook:", "me.example\" #"]);
}

#[test]
fn portuguese() {
    let (yaml, said) = drafted(&[
        "# Lâmpadas\n\n## Acender\n\n`POST https://api.lantern.example/lamps/on`\n\n### Requisição\n\n| Campo | Tipo | Descrição | Obrigatório |\n|---|---|---|---|\n| sala | Texto | A sala | Sim |\n| brilho | Inteiro | O brilho | Não |\n\n### Resposta\n\n```json\n{\"code\": \"101\", \"message\": \"\"}\n```\n\n# Tabela dos status de retorno\n\n| Código | Descrição |\n|---|---|\n| 101 | Lâmpada acesa com sucesso! |\n| 102 | Pedido de troca da lâmpada queimada realizado com sucesso! |\n| 901 | Não foi possível acender. |\n",
    ]);
    has(
        &yaml,
        &["sala: {type: string", "brilho?: {type: i64", "\"901\": {message: Não foi possível acender.}"],
    );
    lacks(&yaml, &["\"101\": {", "\"102\": {"]);
    assert_eq!(said.matches("SW1013").count(), 2, "{said}");
}

#[test]
fn spanish_and_french() {
    let yaml = yaml(
        "# Faros\n\n## Crear un faro\n\n`POST https://api.lantern.example/faros`\n\n### Parámetros\n\n| Nombre | Tipo | Obligatorio | Descripción |\n|---|---|---|---|\n| altura | Entero | Sí | La altura |\n| color | Cadena de texto | No | El color |\n\n### Respuesta\n\n| Champ | Type | Obligatoire | Description |\n|---|---|---|---|\n| phare | Chaîne de caractères | Oui | Le phare |\n| actif | Booléen | Non | Allumé |\n",
    );
    has(
        &yaml,
        &["altura: {type: i64", "color?: {type: string", "phare: {type: string", "actif?: {type: bool"],
    );
}

#[test]
fn a_head_that_asks_of_answers_makes_a_table_one_of_them() {
    let head = |asked: &str| format!("| Название | Тип | {asked} |\n|---|---|---|\n");
    let page = |asked: &str| {
        format!(
            "# Лампы\n\n## Лампа\n\n`GET https://api.lantern.example/lamps/{{lampId}}`\n\n{}| level | Integer | Да |\n| keeper | Object | Нет |\n\n### Атрибуты сущности keeper\n\n{}| name | String | Да |\n",
            head(asked),
            head(asked)
        )
    };
    for asked in ["Обязательное при ответе", "Required in response"] {
        let yaml = yaml(&page(asked));
        has(&yaml, &["response: GetLampResult", "keeper?: Keeper", "name: string"]);
        lacks(&yaml, &["name: {", "request:"]);
        assert_eq!(yaml.matches("level: i").count(), 1, "{yaml}");
    }
}

#[test]
fn a_path_with_its_label_ends_the_answer_above() {
    let page = "# Лампы\n\n## Покраска\n\n```sh\ncurl -X PUT https://api.lantern.example/ships/7/lamps/9\n```\n\nResponse 200 (application/json).\n\n**Resource**: `/ships/{shipId}/lamps/{lampId}`\n\nГде:\n\n+ **shipId** `UUID` — корабль;\n+ **lampId** `UUID` — лампа.\n\nMethod: **PUT**\n";
    let yaml = yaml(page);
    has(&yaml, &["put: /ships/{shipId}/lamps/{lampId}", "shipId: {type: string, doc: корабль;}"]);
    lacks(&yaml, &["response:", "shipId?"]);
}
