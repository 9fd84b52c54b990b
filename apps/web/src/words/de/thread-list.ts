import type { threadList as english } from '../en/thread-list.ts'
import type { TranslationOf } from '../section.ts'

export const threadList: TranslationOf<typeof english> = {
  showEarlier: (count) => `Frühere zeigen (noch ${new Intl.NumberFormat('de').format(count)})`,
}
