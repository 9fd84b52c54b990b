import { stemWord } from './stem-word.ts'

/**
 * Words of offices that mean nearly the same, a line each; the first names what they mean. General words of two languages:
 * what the texts of one company are about does not belong here.
 */
const GROUPS = `
  pay salary salaries wage wages compensation remuneration earnings earn paid payroll income gehalt gehalter lohn vergutung verdienst
  bonus incentive commission premium pramie bonuszahlung
  raise increment gehaltserhohung erhohung
  vacation leave holiday holidays pto urlaub ferien urlaubstage
  sick sickness ill illness disease krank krankheit krankmeldung erkrankung
  doctor physician medical health certificate arzt attest gesundheit medizinisch
  parent parental maternity paternity baby birth elternzeit mutterschutz geburt
  pension retirement retire rente ruhestand altersvorsorge
  insurance insured coverage versicherung versichert
  hire hiring recruit recruiting recruitment onboarding candidate applicant einstellung bewerber bewerbung einarbeitung
  dismiss dismissal termination terminate fired resign resignation notice kundigung kundigen entlassung
  probation trial probezeit
  boss manager supervisor lead superior vorgesetzter vorgesetzte chef leiter leitung
  colleague coworker teammate kollege kollegin
  training course learning education workshop schulung fortbildung weiterbildung kurs
  review appraisal evaluation feedback assessment beurteilung bewertung
  overtime uberstunden mehrarbeit
  remote home telework telecommute homeoffice mobile heimarbeit
  office workplace desk premises buro arbeitsplatz
  meeting appointment conference besprechung termin sitzung
  travel trip journey flight hotel train reise dienstreise flug bahn
  expense expenses reimburse reimbursement refund spesen auslagen erstattung
  invoice bill billing receipt rechnung beleg quittung
  cost costs price fee charge kosten preis gebuhr
  payment transfer remittance zahlung uberweisung bezahlen
  deadline due fallig frist
  budget funds funding etat haushaltsplan
  approve approval authorise authorize authorization sign-off signature genehmigen genehmigung freigabe zustimmung
  buy purchase procurement order kaufen einkauf bestellung beschaffung
  supplier vendor contractor lieferant anbieter
  customer client buyer kunde kundin
  contract agreement terms vertrag vereinbarung
  tax taxes vat duty steuer mehrwertsteuer
  bank account iban konto
  audit auditor inspection prufung revision
  revenue turnover sales umsatz erlos
  loss deficit shortfall verlust
  forecast projection estimate prognose schatzung
  laptop computer notebook pc device machine hardware rechner gerat
  phone telephone smartphone cellphone telefon handy
  monitor screen display bildschirm
  password passphrase credential credentials login passwort kennwort anmeldung
  token secret apikey schlussel geheimnis
  access permission permissions privilege entitlement zugriff zugang berechtigung
  security secure protection safety sicherheit schutz
  breach leak intrusion hack compromised datenpanne einbruch
  lost stolen missing theft verloren gestohlen diebstahl
  deploy deployment release rollout ship launch ausrollen veroffentlichung auslieferung
  rollback revert undo zurucksetzen
  outage incident downtime disruption failure ausfall storung vorfall
  oncall on-call pager standby rufbereitschaft bereitschaft
  alert alarm warning notification warnung benachrichtigung
  bug defect error fault fehler
  fix repair patch resolve reparatur beheben
  test tests testing verify verification prufen
  review-request pull merge codereview
  repository repo codebase source
  backup restore recovery sicherung wiederherstellung
  database postgres sql datenbank
  server host node instance maschine
  latency delay slow lag verzogerung langsam
  limit quota maximum threshold cap grenze obergrenze hochstens
  log logs logging protokoll protokolle
  retention keep storage store archive aufbewahrung speichern archiv
  delete erase remove removal loschen entfernen
  encrypt encryption cipher verschlusselung
  privacy gdpr dsgvo datenschutz
  complaint grievance harassment beschwerde
  car vehicle driving parking auto fahrzeug parkplatz
  lunch meal meals food dinner catering essen mahlzeit verpflegung
  gift gifts present donation geschenk spende
  start begin beginning commence anfang beginn
  end finish close completion ende abschluss
  allow allowed permitted may erlaubt zulassig
  forbid forbidden prohibited banned verboten unzulassig
  report reporting notify inform melden meldung bericht
  help support assistance helpdesk hilfe unterstutzung
  responsible owner accountable zustandig verantwortlich
  urgent critical emergency severe dringend kritisch notfall
`

const concepts = new Map<string, string>()
for (const line of GROUPS.trim().split('\n')) {
  const [concept = '', ...others] = line.trim().split(/\s+/)
  for (const word of [concept, ...others]) {
    const stem = stemWord(word)
    if (!concepts.has(stem)) concepts.set(stem, concept)
  }
}

/** What a word means, by the name of its group; null for a word that stands alone. @param stem as `stemWord` gives it */
export function conceptOf(stem: string): string | null {
  return concepts.get(stem) ?? null
}
