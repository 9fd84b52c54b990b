import type { ModelView } from '@coco/shared/model-views'
import { models as modelWords } from '../../words/en/models.ts'
import { useWords } from '../../words/language.ts'

/** A model by its name, and why it may not answer. What it is good at nobody has told us. */
export function ModelLines({ model }: { model: ModelView }) {
  const words = useWords(modelWords)
  return (
    <>
      <span className={model.access === 'not_granted' ? 'block text-ink-soft' : 'block'}>
        {model.id}
        {model.isDefault && <span className="text-ink-faint">{words.isDefault}</span>}
      </span>
      {model.access !== 'granted' && (
        <span className="block text-xs text-ink-faint">{words.reasons[model.access]}</span>
      )}
    </>
  )
}
