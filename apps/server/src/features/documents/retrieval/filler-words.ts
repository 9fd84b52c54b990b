/**
 * Words of questions, English and German, that say how something is asked and not about what. Those that every text has
 * (the, and, what) are the database's own; these are not, and would count as rare wherever nobody writes them.
 */
export const FILLER_WORDS: ReadonlySet<string> = new Set(
  `about allowed always anybody anyone anything ask become begin can could explain find gets get getting give gives goes
   going got happen happened happens happening hello help hi kindly know let look lot made make makes many may maybe mean
   means might much must need needed needs often okay one please possible prefer question really say says shall should show
   somebody someone something soon still such take takes tell thank thanks thing things understand us use used usually want
   wants way whether whose wish within without would yes
   bedeutet bekomme bekommen bitte brauche brauchen darf dürfen erkläre erklären finde finden geben gehen geht gerne gibt
   gilt hallo heißt kannst kommt könnte könnten kriege lange läuft mache machen macht mag möchte möchten möglich nenne oft
   passiert sag sage sagen sagt sollen sollte suche tun viel viele wann warum weiß welch wer wissen wofür wohin worum`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
