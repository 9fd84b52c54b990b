import { NO_PARAMETERS, parametersWithin } from '@coco/shared/answer-defaults'
import { MAX_INSTRUCTIONS_CHARS } from '@coco/shared/answer-limits'
import type { AnswerBoundsView, ConversationParameters } from '@coco/shared/answer-parameters'
import { useState } from 'react'
import { errorSentence } from '../../../../lib/error-sentence.ts'
import { Alert } from '../../../../ui/alert.tsx'
import { Button } from '../../../../ui/button.tsx'
import { DialogActions } from '../../../../ui/dialog-actions.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Form } from '../../../../ui/form.tsx'
import { RangeField } from '../../../../ui/range-field.tsx'
import { TextAreaField } from '../../../../ui/text-area-field.tsx'
import { parameters as parameterWords } from '../../../../words/en/parameters.ts'
import { useWords } from '../../../../words/language.ts'
import { numberShown, outgrownNotes } from './outgrown-notes.ts'

interface Props {
  tenantName: string
  parameters: ConversationParameters
  bounds: AnswerBoundsView
  onSave: (parameters: ConversationParameters) => Promise<void>
  onClose: () => void
}

const STEP = 0.05

/** What is not touched stays as usual, whatever the usual becomes. What was written stays until it is saved. */
export function ParametersForm({ tenantName, parameters, bounds, onSave, onClose }: Props) {
  const words = useWords(parameterWords)
  const usual = parametersWithin(bounds, NO_PARAMETERS)
  const [temperature, setTemperature] = useState(parameters.temperature)
  const [maxTokens, setMaxTokens] = useState(parameters.maxTokens?.toString() ?? '')
  const [instructions, setInstructions] = useState(parameters.instructions ?? '')
  const [saving, setSaving] = useState<'not' | 'now' | { error: unknown }>('not')
  const shown = parametersWithin(bounds, { ...NO_PARAMETERS, temperature })
  const notes = outgrownNotes(bounds, {
    ...parameters,
    temperature,
    maxTokens: maxTokens === '' ? null : Number(maxTokens),
  })

  async function save() {
    if (saving === 'now') return
    setSaving('now')
    try {
      await onSave({
        ...parameters,
        temperature,
        maxTokens: maxTokens === '' ? null : Number(maxTokens),
        instructions: instructions.trim() === '' ? null : instructions,
      })
      onClose()
    } catch (error) {
      setSaving({ error })
    }
  }

  return (
    <Form className="mt-5 flex flex-col gap-5" onSubmit={() => void save()}>
      {bounds.allowsInstructions ? (
        <TextAreaField
          name="instructions"
          label={words.instructions}
          hint={
            <>
              {words.instructionsHint} {bounds.hasTenantPrompt && words.afterTenants(tenantName)}
            </>
          }
          longest={MAX_INSTRUCTIONS_CHARS}
          value={instructions}
          onChange={(event) => setInstructions(event.target.value)}
        />
      ) : (
        <div className="text-sm text-ink-soft">
          <p>{words.notAllowed(tenantName)}</p>
          {instructions !== '' && (
            <>
              <p className="mt-1">{words.notSent}</p>
              <p className="mt-1 max-h-40 overflow-y-auto rounded-md bg-sunken p-2 whitespace-pre-wrap text-ink">
                {instructions}
              </p>
            </>
          )}
        </div>
      )}
      <RangeField
        label={words.temperature}
        hint={words.temperatureHint(numberShown(usual.temperature))}
        min={bounds.minTemperature}
        max={bounds.maxTemperature}
        step={STEP}
        value={shown.temperature}
        shown={numberShown(shown.temperature)}
        onChange={setTemperature}
      />
      <Field
        className="max-w-72"
        name="maxTokens"
        label={words.maxTokens}
        hint={words.maxTokensHint(numberShown(bounds.maxTokens), numberShown(usual.maxTokens))}
        type="number"
        inputMode="numeric"
        min={1}
        // What was set before the bound became narrower may stay: it is brought within.
        max={Math.max(bounds.maxTokens, parameters.maxTokens ?? 0)}
        step={1}
        value={maxTokens}
        onChange={(event) => setMaxTokens(event.target.value)}
      />
      {notes.map((note) => (
        <p key={note} className="text-sm font-medium">
          {note}
        </p>
      ))}
      <Alert text={typeof saving === 'object' ? errorSentence(saving.error) : null} />
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          look="quiet"
          onClick={() => {
            setTemperature(null)
            setMaxTokens('')
            setInstructions('')
          }}
        >
          {words.reset}
        </Button>
        <DialogActions onCancel={onClose}>
          <Button type="submit" look="solid" aria-disabled={saving === 'now'}>
            {saving === 'now' ? words.saving : words.save}
          </Button>
        </DialogActions>
      </div>
    </Form>
  )
}
