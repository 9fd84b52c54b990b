import type { failures as english } from '../en/failures.ts'
import type { TranslationOf } from '../section.ts'

export const failures: TranslationOf<typeof english> = {
  sentences: {
    invalid_input:
      'Das konnte so nicht gesendet werden. Vielleicht ist es leer, oder die Antwort davor wird noch geschrieben.',
    payload_too_large:
      'Diese Unterhaltung ist zu lang geworden, um sie ganz zu senden. Beginnen Sie eine neue, oder senden Sie weniger.',
    unsupported_media_type: 'Seite und Server verstehen einander nicht. Bitte laden Sie die Seite neu.',
    not_found: 'Das gibt es hier nicht, oder es ist nicht für Sie bestimmt.',
    method_not_allowed: 'Seite und Server verstehen einander nicht. Bitte laden Sie die Seite neu.',
    host_not_allowed:
      'Unter dieser Adresse antwortet der Server nicht. Öffnen Sie Coco unter der Adresse, die er beim Start genannt hat.',
    origin_not_allowed:
      'Der Server hat eine Anfrage von dieser Adresse abgelehnt. Öffnen Sie Coco unter der Adresse, die er beim Start genannt hat.',
    not_signed_in: 'Ihre Sitzung ist zu Ende. Bitte melden Sie sich wieder an; Ihr Text bleibt erhalten.',
    invalid_api_key: 'Dieser API-Schlüssel ist nicht gültig.',
    ambiguous_credentials: 'Die Anfrage enthielt zweierlei Anmeldedaten. Bitte melden Sie sich wieder an.',
    forbidden: 'Das dürfen Sie nicht.',
    tenant_changed: 'Sie arbeiten inzwischen als ein anderer Mandant. Diese Nachricht wurde nicht gesendet.',
    wrong_credentials: 'E-Mail-Adresse oder Passwort stimmt nicht.',
    too_many_attempts: 'Zu viele Versuche. Warten Sie einen Moment, bevor Sie es wieder versuchen.',
    link_invalid: 'Dieser Link wurde schon benutzt oder ist abgelaufen. Bitten Sie um einen neuen.',
    already_exists: 'Das gibt es schon.',
    idempotency_conflict: 'Das wurde schon mit einem anderen Text gesendet. Bitte senden Sie es noch einmal.',
    rate_limited: ({ tenant }) => `${tenant} hat das Limit an Nachrichten pro Minute erreicht.`,
    too_many_streams:
      'Es werden gerade zu viele Antworten geschrieben. Warten Sie, bis eine fertig ist, und versuchen Sie es dann wieder.',
    shutting_down: 'Der Server startet neu. Bitte versuchen Sie es gleich noch einmal.',
    tenant_unavailable: ({ tenant }) =>
      `${tenant} erreicht Snowflake zurzeit nicht: Der Schlüssel lässt sich nicht verwenden. Wer Coco betreibt, kann das beheben.`,
    search_failed:
      'Ihre Dokumente ließen sich nicht durchsuchen, darum gibt es keine Antwort. Bitte versuchen Sie es noch einmal.',
    store_unavailable: 'Coco erreicht seine Datenbank zurzeit nicht. Bitte versuchen Sie es bald wieder.',
    internal: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
    model_not_allowed: ({ tenant, model }) => `Snowflake lässt ${tenant} ${model} nicht benutzen.`,
    search_not_allowed: ({ tenant }) => `Snowflake lässt ${tenant} die eigenen Dokumente nicht durchsuchen.`,
    account_not_entitled: ({ tenant }) =>
      `Snowflake lässt ${tenant} Cortex nicht benutzen. Die Snowflake-Administration kann es erlauben.`,
    upstream_rejected: ({ model }) => `Snowflake hat diese Nachricht für ${model} nicht angenommen.`,
    upstream_auth_failed: ({ tenant }) =>
      `Snowflake hat den Schlüssel von ${tenant} nicht angenommen. Wer Coco betreibt, kann das beheben.`,
    upstream_rate_limited: ({ model }) => `Snowflake begrenzt ${model} zurzeit. Bitte versuchen Sie es bald wieder.`,
    upstream_overloaded: ({ model }) =>
      `Snowflake ist zurzeit zu ausgelastet für ${model}. Bitte versuchen Sie es bald wieder.`,
    upstream_unreachable: 'Snowflake ist nicht zu erreichen. Bitte versuchen Sie es bald wieder.',
    upstream_timeout: ({ model }) => `${model} hat zu lange für eine Antwort gebraucht.`,
    upstream_silent: ({ model }) => `${model} ist verstummt, bevor die Antwort vollständig war.`,
    upstream_broken_off: ({ model }) => `Die Verbindung zu ${model} brach ab, bevor die Antwort vollständig war.`,
    upstream_malformed: ({ model }) => `${model} hat etwas geschickt, das keine Antwort ist.`,
    upstream_too_large: ({ model }) => `${model} hat mehr geschickt, als gezeigt werden kann.`,
    unreachable: 'Coco ist nicht zu erreichen. Prüfen Sie Ihre Verbindung; Ihr Text bleibt erhalten.',
  },
  thisTenant: 'Dieser Mandant',
  theModel: 'das Modell',
}
