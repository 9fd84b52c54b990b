import type { answerRules as english } from '../en/answer-rules.ts'
import type { TranslationOf } from '../section.ts'

export const answerRules: TranslationOf<typeof english> = {
  heading: 'Antworten',
  about: 'Das gilt für Menschen und für Programme mit API-Schlüssel, von der nächsten Antwort an.',
  prompt: 'Was dem Modell vorab gesagt wird',
  promptHint: (tenant) =>
    `Bei jeder Antwort in ${tenant}. Niemand kann es weglassen; die Mitglieder sehen, dass es etwas gibt, aber nicht, was.`,
  declared: 'Davor steht der Text derer, die Coco betreiben:',
  allowsInstructions: 'Alle dürfen ihren Unterhaltungen eigene Anweisungen mitgeben',
  allowsInstructionsHint:
    'Gilt für die Unterhaltungen, die hier gespeichert werden. Ein Programm, das eine ganze Unterhaltung selbst mitschickt, kann ihr Systemnachrichten mitgeben.',
  maxTokens: 'Höchstlänge einer Antwort',
  maxTokensHint: (max) => `In Tokens, von 1 bis ${max}.`,
  lowest: 'Niedrigste Temperatur',
  highest: 'Höchste Temperatur',
  temperatureHint: 'Wer einen Wert außerhalb davon eingestellt hat, bekommt den nächstliegenden erlaubten.',
  defaultModel: 'Voreingestelltes Modell',
  defaultModelHint: 'Für neue Unterhaltungen und für Programme, die keines nennen.',
  asDeclared: (model) => `Wie hinterlegt: ${model}`,
  notGranted: (model) => `${model} (in Snowflake nicht freigegeben)`,
  save: 'Vorgaben speichern',
}
