import { expect, journey } from '../journey.ts'

const GRANT = 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA'

journey('a denial says who may not use what, offers a way on and gives the text back', async ({ chat, page }) => {
  await chat.signInAs('User Beta')
  await chat.modelButton.click()
  await expect(page.getByRole('menuitemradio', { name: 'claude-4-sonnet' })).toContainText('Not granted in Snowflake')
  await page.keyboard.press('Escape')
  await chat.chooseModel('claude-4-sonnet')
  await chat.ask('May I?')

  await expect(chat.alert).toHaveText('Snowflake does not let User Beta use claude-4-sonnet.')
  await expect(chat.field).toHaveValue('May I?')
  await expect(chat.field).toBeFocused()
  await expect(chat.answers).toHaveCount(0)
  // A refused first message is no conversation.
  await expect(page).toHaveURL('/')
  await expect(chat.list).toContainText('Nothing here yet')
  await page.getByRole('button', { name: 'Copy request id' }).click()
  expect(await chat.clipboard()).toMatch(/^\S{8,}$/)

  await page.getByRole('button', { name: 'Use openai-gpt-4.1 instead' }).click()
  await expect(chat.modelButton).toHaveAccessibleName('Model: openai-gpt-4.1')
  await chat.field.press('Enter')
  await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
  await expect(chat.alert).toHaveCount(0)
})

journey(
  'the statement on the page is the one that helps; taking it back denies again',
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Beta')
    await chat.chooseModel('claude-4-sonnet')
    await chat.ask('May I?')
    await page.getByRole('button', { name: 'Copy statement' }).click()
    const statement = await chat.clipboard()
    expect(statement.replace(/;$/, '')).toBe(GRANT)

    stack.sql(statement)
    await chat.askAndRead('And now?')
    await expect(chat.alert).toHaveCount(0)
    await expect(chat.modelButton).toHaveAccessibleName('Model: claude-4-sonnet')

    stack.sql(GRANT.replace('GRANT', 'REVOKE').replace('TO ROLE', 'FROM ROLE'))
    await chat.ask('And after that?')
    await expect(chat.alert).toHaveText('Snowflake does not let User Beta use claude-4-sonnet.')
    await expect(chat.answers).toHaveCount(1)
    await expect(chat.modelButton).toHaveAccessibleName('Model: claude-4-sonnet not available')
  },
)

journey('a tenant without any model is told so, and whom to ask', async ({ chat, page, stack }) => {
  const granted = ['OPENAI-GPT-4.1', 'LLAMA3.1-70B', 'DEEPSEEK-R1']
  for (const model of granted) {
    stack.sql(`REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-${model}" FROM ROLE COCO_TENANT_BETA`)
  }
  await chat.signInAs('User Beta')
  await expect(page.getByRole('main')).toContainText('Snowflake lets User Beta use none of its models yet')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(0)
  await chat.ask('Anybody there?')
  await expect(chat.alert).toContainText('Snowflake does not let User Beta use')
})
