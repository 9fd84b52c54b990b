import { MAX_TENANT_PROMPT_CHARS, MAX_TOKENS_LIMIT } from '@coco/shared/answer-limits'
import type { AnswerRules, AnswerRulesView } from '@coco/shared/answer-parameters'
import { useId, useState } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { RangeField } from '../../ui/range-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { answerRules } from '../../words/en/answer-rules.ts'
import { tenant as tenantWords } from '../../words/en/tenant.ts'
import { currentLanguage, useWords } from '../../words/language.ts'
import { localeOf } from '../../words/languages.ts'

/** Within what the tenant's answers are asked for, and what the model is told before each. */
export function AnswersForm({ rules, tenantName }: { rules: AnswerRulesView; tenantName: string }) {
  const words = useWords(answerRules)
  const instructionsHintId = useId()
  const { saved } = useWords(tenantWords)
  const utils = trpc.useUtils()
  const models = trpc.models.list.useQuery()
  const [wanted, setWanted] = useState(rules)
  const [typedTokens, setTypedTokens] = useState(String(rules.maxTokens))
  const save = trpc.settings.updateAnswerRules.useMutation({
    async onSuccess(kept) {
      utils.settings.answerRules.setData(undefined, kept)
      await Promise.all([utils.settings.answerBounds.invalidate(), utils.models.list.invalidate()])
    },
  })
  const { declaredPrompt, declaredModel, ...toSave } = wanted
  const change = (part: Partial<AnswerRulesView>) => setWanted({ ...wanted, ...part })
  const names = new Set([
    ...(models.data ?? []).map(({ id }) => id),
    ...(rules.defaultModel ? [rules.defaultModel] : []),
  ])
  const isDenied = (id: string) => models.data?.some((model) => model.id === id && model.access === 'not_granted')
  const shown = (value: number) => new Intl.NumberFormat(localeOf(currentLanguage())).format(value)

  return (
    <Form className="mt-5 flex flex-col gap-5" onSubmit={() => void (save.isPending || save.mutate(toSave))}>
      <TextAreaField
        name="systemPrompt"
        label={words.prompt}
        hint={
          <>
            <p>{words.promptHint(tenantName)}</p>
            {declaredPrompt !== null && (
              <p className="mt-1">
                {words.declared} <q className="whitespace-pre-wrap">{declaredPrompt}</q>
              </p>
            )}
          </>
        }
        longest={MAX_TENANT_PROMPT_CHARS}
        value={wanted.systemPrompt ?? ''}
        onChange={({ target }) => change({ systemPrompt: target.value === '' ? null : target.value })}
      />
      <div>
        <label className="touch-target flex min-h-9 items-center gap-2.5">
          <input
            type="checkbox"
            checked={wanted.allowsInstructions}
            aria-describedby={instructionsHintId}
            onChange={({ target }) => change({ allowsInstructions: target.checked })}
            className="size-4 shrink-0 accent-accent"
          />
          {words.allowsInstructions}
        </label>
        <p id={instructionsHintId} className="text-sm text-ink-soft">
          {words.allowsInstructionsHint}
        </p>
      </div>
      <Field
        className="max-w-72"
        name="maxTokens"
        label={words.maxTokens}
        hint={words.maxTokensHint(shown(MAX_TOKENS_LIMIT))}
        type="number"
        inputMode="numeric"
        min={1}
        max={MAX_TOKENS_LIMIT}
        step={1}
        value={typedTokens}
        onChange={({ target }) => {
          setTypedTokens(target.value)
          change({ maxTokens: target.valueAsNumber })
        }}
        required
      />
      <RangeField
        label={words.lowest}
        hint={words.temperatureHint}
        min={0}
        max={1}
        step={0.05}
        value={wanted.minTemperature}
        shown={shown(wanted.minTemperature)}
        onChange={(min) => change({ minTemperature: min, maxTemperature: Math.max(min, wanted.maxTemperature) })}
      />
      <RangeField
        label={words.highest}
        hint={null}
        min={0}
        max={1}
        step={0.05}
        value={wanted.maxTemperature}
        shown={shown(wanted.maxTemperature)}
        onChange={(max) => change({ maxTemperature: max, minTemperature: Math.min(max, wanted.minTemperature) })}
      />
      <SelectField
        label={words.defaultModel}
        hint={words.defaultModelHint}
        options={[
          { value: '', label: words.asDeclared(declaredModel) },
          ...[...names].map((id) => ({ value: id, label: isDenied(id) ? words.notGranted(id) : id })),
        ]}
        value={wanted.defaultModel ?? ''}
        onChange={(id) => change({ defaultModel: id === '' ? null : id })}
      />
      <Alert text={errorSentence(save.error)} />
      <Outcome text={save.isSuccess && isSame(save.variables, toSave) ? saved : null} />
      <div>
        <Button type="submit" look="outline" aria-disabled={save.isPending}>
          {words.save}
        </Button>
      </div>
    </Form>
  )
}

const isSame = (a: AnswerRules, b: AnswerRules) => JSON.stringify(a) === JSON.stringify(b)
