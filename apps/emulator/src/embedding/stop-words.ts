const words = (text: string) => new Set(text.trim().split(/\s+/))

/** They hold a sentence together and say nothing of what it is about. Without accents, as words are compared. */
export const STOP_WORDS: ReadonlySet<string> = words(`
  a about after all also am an and any are as at be because been before being both but by can could did do does doing done
  each either else even ever every for from get gets getting give given go goes got had has have having he her here hers him
  his how however i if in into is it its itself just let like ll many may me might more most much must my need needs neither
  no nor not of off often on once one only onto or other our ours out over own per please re s same say says shall she should
  since so some such t than that the their theirs them then there these they this those through to too under until up upon us
  use used uses using ve very via want was we were what whatever when where whether which while who whom whose why will with
  within without would yes yet you your yours
  aber alle allem allen aller alles als also am an auch auf aus bei bin bis bist da dabei damit danach dann das dass dein
  deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer
  eines er es etwa etwas euch euer fur gegen gibt hab habe haben hast hat hatte hatten ich ihm ihn ihnen ihr ihre ihrem ihren
  ihrer im in ins ist ja jede jedem jeden jeder jedes jetzt kann kannst kein keine keinem keinen keiner konnen konnte man mein
  meine meinem meinen meiner mich mir mit muss mussen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen
  seiner sich sie sind so soll sollen sollte sondern sonst uber um und uns unser unsere unseren unter viel vom von vor wann war
  waren warum was weil welche welchem welchen welcher welches wem wen wenn wer werde werden wie wieder wieviel will wir wird wo
  wurde wurden zu zum zur zwischen
`)

/** They stand in every text of an office: by themselves they tell little. */
export const COMMON_WORDS: ReadonlySet<string> = words(`
  case cases company companies day days department departments detail details document documents employee employees example
  first following hour hours include included includes including information item items kind last long make makes minute minutes
  month months name names new next number numbers part parts people person point policy policies process question questions
  rule rules second section set staff step steps take takes team teams thing things three time times two way week weeks work
  worker workers working works year years
  anzahl arbeit arbeiten beispiel bereich dokument dokumente erste firma frage fragen jahr jahre jahren mitarbeiter mitarbeitende
  monat monate monaten neu neue nummer person personen regel regeln stunde stunden tag tage tagen teil unternehmen woche wochen
  zeit zwei
`)
