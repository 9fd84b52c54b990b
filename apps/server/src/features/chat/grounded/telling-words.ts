/**
 * Words that say how something is asked, or point at what was said before, English and German. What is left of a question is
 * what it is about.
 */
const COMMON = new Set(
  `a about again all also an and any anybody anyone are as ask at be been but by can could did do does else for from get give
   had has have he her here his how i if in instead into is it its just let like many may me mean more much must my need no not
   of on one only or other our please same say shall she should so some still such tell than that the their them then there these
   they this those to too up us was we were what when where which who whom whose why will with without would yes you your
   aber alle allen als also am an andere anderen auch auf aus bei bin bitte da dann das dass dein dem den denn der des die dies
   diese diesem diesen dieser doch dort du ein eine einem einen einer er es etwas für gibt gilt haben hat ich ihr ihre ihm ihn im
   in ist ja jede kann können lange man mehr mein mich mir mit muss müssen nach nein nicht noch nur oder ob pro sein sich sie sind
   so soll sonst statt um und uns unser viel viele von vor wann war warum was weil welche welchem welchen welcher welches wem wen
   wenn wer werden wie wieso wird wir wo zu zum zur`.split(/\s+/),
)

/** How many of its words say what a text is about, each once. */
export function countTellingWords(text: string): number {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu) ?? []
  return new Set(words.filter((word) => !COMMON.has(word))).size
}
