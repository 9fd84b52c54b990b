import type { trouble as english } from '../en/trouble.ts'
import type { TranslationOf } from '../section.ts'

export const trouble: TranslationOf<typeof english> = {
  limit: {
    over: 'Sie können jetzt wieder senden.',
    left: (time) => `Sie können in ${time} wieder senden.`,
    ofTenant: (tenant, calls) =>
      `Es ist das Limit von ${tenant}: ${calls} Nachrichten pro Minute für alle zusammen, die dort arbeiten.`,
    ofCoco:
      'Es ist ein Limit von Coco, für alle zusammen. Wie lange es gilt, hängt von den Antworten ab, die gerade geschrieben werden.',
    ofSnowflake: 'Es ist ein Limit von Snowflake, und Snowflake sagt nicht genau, wann es endet.',
    sendWhenAllowed: 'Senden, sobald es geht',
    willBeSent: 'Was im Feld steht, wird gesendet, sobald es erlaubt ist.',
    doNotSend: 'Doch nicht senden',
  },
  grant: (tenant, model) => `So kann die Snowflake-Administration ${tenant} die Nutzung von ${model} erlauben:`,
  grantSearch: (tenant) =>
    `So kann die Snowflake-Administration ${tenant} die Suche in den eigenen Dokumenten erlauben:`,
  copyStatement: 'Anweisung kopieren',
  takeInstead: (model) => `Stattdessen ${model} verwenden`,
  access: {
    ask: 'Um Zugriff bitten',
    tell: 'Die Coco-Administration benachrichtigen',
    sendThis: (tenant) => `Schicken Sie das an die Person, die bei Ihnen ${tenant} oder Snowflake betreut:`,
    message: 'Nachricht',
    copyMessage: 'Nachricht kopieren',
    pleaseAllow: (tenant, model) => `Bitte lassen Sie ${tenant} in Coco ${model} benutzen.`,
    pleaseAllowAny: (tenant) =>
      `Bitte lassen Sie ${tenant} in Coco ein Modell benutzen. Snowflake erlaubt bisher keines.`,
    pleaseRepair: (tenant) => `${tenant} bekommt in Coco keine Antworten.`,
    reference: (tenantId, code, requestId) => `Mandant: ${tenantId}. Meldung von Coco: ${code}, Anfrage ${requestId}.`,
    referenceOfTenant: (tenantId) => `Mandant: ${tenantId}.`,
  },
  missing: {
    title: 'Diese Unterhaltung gibt es nicht',
    why: 'Vielleicht wurde sie gelöscht, oder sie gehört jemand anderem oder einem anderen Mandanten.',
    startNew: 'Neue Unterhaltung beginnen',
  },
  unread: { title: 'Diese Unterhaltung ließ sich nicht öffnen', again: 'Noch einmal versuchen' },
  waiting: {
    offer: (model) => `${model} lässt sich Zeit. Sie können weiter warten, oder:`,
    askOther: (model) => `Stattdessen ${model} fragen`,
    stop: 'Nicht länger warten',
  },
  signInAgain: {
    title: 'Melden Sie sich wieder an, um weiterzumachen',
    why: 'Ihre Sitzung ist zu Ende. Was auf der Seite steht und was Sie geschrieben haben, bleibt erhalten, wenn Sie sich als dieselbe Person beim selben Mandanten anmelden.',
    elsewhere: (provider) => `In einem neuen Tab mit ${provider} anmelden`,
    comeBack: 'Wenn Sie dort angemeldet sind, kommen Sie hierher zurück: Diese Seite merkt es.',
    leave: 'Diese Seite verlassen',
  },
}
