import type { reading as english } from '../en/reading.ts'
import type { TranslationOf } from '../section.ts'

export const reading: TranslationOf<typeof english> = {
  requestId: 'Anfragenummer',
  copyRequestId: 'Anfragenummer kopieren',
  opening: 'Die Unterhaltung wird geöffnet …',
  line: {
    lost: 'Die Verbindung ist unterbrochen. Sobald sie wieder da ist, geht die Antwort weiter …',
    heldBack: 'Das Netz hält den laufenden Text zurück, darum kommt die Antwort in Schritten.',
    offlineAnswering: 'Offline: Die Antwort wird auf dem Server weitergeschrieben.',
    offline: 'Offline: Was Sie schreiben, bleibt erhalten.',
  },
  newVersion: {
    there: 'Es gibt eine neue Version von Coco. Laden Sie neu, wann es Ihnen passt: Ihr Text bleibt erhalten.',
    reload: 'Neu laden',
    later: 'Später',
  },
  waiting: {
    searching: 'Die Dokumente werden durchsucht…',
    begun: (model) => `Warten auf ${model}`,
    long: (model, seconds) => `Noch keine Antwort von ${model} (${seconds} s)`,
  },
}
