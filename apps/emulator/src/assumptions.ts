/** Something that no public text says about Snowflake: the value the emulator uses, and what that claims. */
export interface Assumption<T> {
  value: T
  assumed: string
}

const assume = <const T>(value: T, assumed: string): Assumption<T> => ({ value, assumed })

/**
 * Every assumption the emulator makes about Snowflake, in one place. Code takes the value from here, so whoever has a
 * real account at hand can compare line by line. What is documented or was measured does not belong here.
 */
export const assumptions = {
  checkOrder: assume(
    ['route', 'sign-in', 'payload', 'account type', 'database role', 'model and its grant', 'fields', 'rate', 'budget'],
    'The order in which a Cortex call is checked, so which refusal is seen when several apply.',
  ),

  jwtFutureSkewMs: assume(60_000, 'A token issued this far in the future is still taken: clocks differ.'),
  jwtLongestLifeMs: assume(
    3_600_000,
    'A token lives one hour after `iat` (documented for REST). The 60 seconds of the driver login page are not applied.',
  ),
  jwtMillisecondsAbove: assume(1e11, 'A time above this number is in milliseconds, below it in seconds.'),
  jwtAlgorithms: assume(['RS256', 'RS384', 'RS512'], 'ES256/384/512 (noted for the Python driver only) are refused.'),
  jwtAccountCase: assume(
    'upper',
    'The account part of a token must be in capitals, as the documentation asks; the user part may be in any case.',
  ),
  jwtLongestBytes: assume(16_384, 'A longer token is refused unread.'),
  jwtIssuerAndSubjectAgree: assume(true, '`sub` must be `iss` without the fingerprint.'),
  generalTokenFailure: assume(
    'JWT_TOKEN_INVALID',
    'The name under which a malformed token, a disabled user, and a disagreement of `iss` and `sub` are recorded.',
  ),
  loginFailureReason: assume(
    'reason',
    'SYSTEM$GET_LOGIN_FAILURE_DETAILS has one more key than Snowflake answers: a sentence with the exact cause.',
  ),
  tokenTypeDisagrees: assume(
    401,
    'A token-type header that disagrees with the token is refused, with the body of the type that it names.',
  ),
  missingAuthorization: assume(
    { code: '390101', message: 'Authorization header not found in the request data.' },
    'The answer to a request without a usable Authorization header.',
  ),
  sessionTokenInvalid: assume(
    { code: '390104', message: 'Session no longer exists.  New login required to access the service.' },
    'The answer to a session token that is none. Over REST the token of a driver’s session is none either.',
  ),
  driverSessionLife: assume(
    { tokenSeconds: 3_600, masterSeconds: 14_400 },
    'How long the two tokens of a driver’s session live; one that has ended is answered like one that never was, an expired one with 390112.',
  ),
  driverAuthenticator: assume(
    { code: '390137', message: 'The authenticator is not supported here: only SNOWFLAKE_JWT is.' },
    'The code and words for a driver that signs in with anything but a key pair.',
  ),
  accessTokenInvalid: assume(
    { code: '394400', message: 'Programmatic access token is invalid.' },
    'The answer to a programmatic access token: the emulator issues none.',
  ),

  sessionTokenLifeMs: assume(
    3_600_000,
    'The token of a container lives one hour (documented as at most that). Here it is opaque text that signs in a named user with the default role; which host it is sent to and from where is not looked at.',
  ),
  sessionTokenOfDisabledUser: assume(
    '390303',
    'A container’s token whose user is gone or disabled is as invalid as one that never was.',
  ),

  defaultRoleUnusable: assume(
    'PUBLIC',
    'A user whose default role is unset, dropped or not granted acts as PUBLIC alone; no error at sign-in.',
  ),
  defaultSecondaryRoles: assume(
    'NONE',
    "A new user has no secondary roles, so a REST call holds what its default role holds. Set DEFAULT_SECONDARY_ROLES = ('ALL') to count every granted role for models.",
  ),
  accountAdminHoldsCortexRoles: assume(
    true,
    'ACCOUNTADMIN keeps the Cortex database roles when PUBLIC loses them, as it keeps all models (documented).',
  ),
  accountAdminAltersAll: assume(
    true,
    'ACCOUNTADMIN may alter and drop users and roles that another role owns (there is no GRANT OWNERSHIP here).',
  ),
  manageGrantsCoversSnowflakeRoles: assume(
    true,
    'MANAGE GRANTS (SECURITYADMIN) is enough to grant database and application roles of SNOWFLAKE.',
  ),
  newAccountHasModels: assume(
    true,
    'Model objects and roles of the catalog exist in a new account; CORTEX_BASE_MODELS_REFRESH adds those a newer catalog brings.',
  ),
  crossRegionDefault: assume('ANY_REGION', 'Cross-region inference is on in a new account.'),
  modelAvailability: assume(
    'see model-catalog.ts',
    'Which models are in the region, and lifecycle dates: Snowflake changes both, per region and without notice.',
  ),

  syntaxErrorPosition: assume(
    'whole text',
    'In a request of several statements, line and position count in the whole text, not in the single statement.',
  ),
  qualifiedUserDefault: assume(
    '001003',
    'DEFAULT_ROLE and DEFAULT_WAREHOUSE take one identifier, DEFAULT_NAMESPACE one or two; a dot beyond that is a syntax error where it stands. What a string holds is one name, dots included.',
  ),
  compileOneByOne: assume(
    true,
    'The statements of one request are compiled as their turn comes; those before a failing one stay done.',
  ),
  longestStatement: assume(1_048_576, 'A longer statement is refused (bytes).'),
  missingObjectState: assume(
    '42S02',
    'SQLSTATE of 002003 for roles, users and databases too; it is documented for tables.',
  ),
  emptyStatement: assume(
    { code: '000900', sqlState: '42601', message: 'SQL compilation error:\nEmpty SQL statement.' },
    'The answer to a text without a statement.',
  ),
  roleNotUsable: assume(
    { code: '390189', sqlState: '08004' },
    'Code of the SQL API when the `role` of the body does not exist or is not granted; text as drivers show it; HTTP 422.',
  ),
  roleCycle: assume(
    { code: '003001', sqlState: '42501' },
    'The code and words that refuse a grant which would make two roles contain each other.',
  ),
  lastAdministrator: assume(
    {
      code: '003001',
      sqlState: '42501',
      message: 'SQL access control error:\nThe account would be left without an enabled user who holds ACCOUNTADMIN.',
    },
    'The last enabled user who holds ACCOUNTADMIN cannot be dropped, disabled or lose the role, in these words. The documentation only advises to have two; should Snowflake allow it, its support can repair the account, which nobody can do for this one.',
  ),
  publicRoleGrant: assume(
    { code: '003001', sqlState: '42501' },
    'PUBLIC, which everybody has, and grants between system roles can be neither granted nor revoked.',
  ),
  invalidPublicKey: assume(
    { code: '003602', sqlState: '22023' },
    'Code of the documented words "New public key rejected by current policy. Reason: \'Invalid Public key\'"; the property and user are added, so that a placeholder left in a script is found.',
  ),
  loginFailureUnknown: assume(null, 'SYSTEM$GET_LOGIN_FAILURE_DETAILS of an unknown uuid is NULL.'),
  duplicateLoginName: assume('002002', 'Two users cannot share a LOGIN_NAME; refused like an object that exists.'),
  revokeUngranted: assume('succeeds', 'Revoking what was not granted succeeds and changes nothing.'),
  showVisibility: assume(
    'held or owned',
    'SHOW lists, and SHOW GRANTS answers for, only what the current role holds or owns; MANAGE GRANTS sees all. Anything else does not exist.',
  ),
  showColumns: assume(
    'documented columns',
    'Column sets of SHOW and DESCRIBE follow the documentation; those the emulator has nothing to say about are left out.',
  ),
  describeNull: assume('null', 'DESCRIBE USER shows an unset property as the text `null`.'),
  procedureTexts: assume('own words', 'What the procedures of SNOWFLAKE.LOCAL and SNOWFLAKE.MODELS answer with.'),
  unknownParameter: assume(
    { code: '001006', sqlState: '22023' },
    'ALTER ACCOUNT of a parameter that the emulator does not have is refused as "invalid property".',
  ),
  unsupportedRequestField: assume(
    { code: '391903', sqlState: '0A000' },
    'Request parameters and binding types that the emulator cannot honour are refused by name instead of ignored.',
  ),
  sessionObjects: assume(
    'when needed',
    '`database`, `schema` and `warehouse` of a SQL API request may name what does not exist; a statement that needs them then finds no current one.',
  ),
  privilegeOfOtherKind: assume(
    { code: '003011', sqlState: '42601' },
    'Code of "Invalid object type … for privilege …" (measured words) for a privilege that the kind of object does not have.',
  ),
  dependentGrants: assume(
    { code: '003029', sqlState: '2BP01' },
    'Code and words of a REVOKE without CASCADE of what was passed on with the grant option; that it fails is documented.',
  ),
  seenButNotGranted: assume(
    '003001',
    'A table that the role may do something else with is refused as "Insufficient privileges"; one that it may do nothing with does not exist.',
  ),
  suspendedWarehouse: assume(
    { code: '090073', sqlState: '22000' },
    'Code and words for work on rows with a warehouse that is suspended and does not resume by itself. One that does is resumed in effect, and shown as suspended until somebody resumes it; none suspends itself.',
  ),
  mostColumns: assume(
    2_000,
    'A table has at most that many columns; more are refused with code 002260, which is ours. Snowflake sets its limit by the size of what describes a table.',
  ),
  createdContainers: assume(
    'PUBLIC alone',
    'A new database has the schema PUBLIC and no INFORMATION_SCHEMA; the database SNOWFLAKE is in no list.',
  ),
  agentSpecification: assume(
    { code: '001008', sqlState: '22023' },
    'Code of a specification or profile of an agent that cannot be read. Keys at its top are those of the documentation; of what is below them only the kind of value is checked, so a search service it names need not be there.',
  ),
  mostSpecificationCharacters: assume(
    64_000,
    'A specification is at most that long: reading YAML takes a while, in which nothing else is answered.',
  ),
  shownAgent: assume(
    'name, database_name, schema_name, owner, comment, profile, created_on, agent_spec',
    'What SHOW AGENTS and DESCRIBE AGENT tell of one. agent_spec is the specification as JSON, for DESCRIBE alone.',
  ),
  userAgent: assume(
    'not required',
    'The documentation calls User-Agent required for the SQL API; a request without one is answered all the same.',
  ),
  asyncStatement: assume(
    'at once',
    'With async=true a statement has already run when 202 is sent and a cancel comes too late, but for SYSTEM$WAIT and what comes after it.',
  ),
  statementTimeout: assume(
    { code: '000630', sqlState: '57014' },
    'SQLSTATE and words of a statement that took longer than `timeout`; with several statements the limit is for each. Code and HTTP 408 were seen.',
  ),
  scriptFailureText: assume(
    30,
    'Of the failing one of several statements that many characters are quoted; the documentation shows one so shortened. A cancel or a time-out is not wrapped.',
  ),
  partitionCharacters: assume(
    1_048_576,
    'A result is cut into partitions of about that many characters. Snowflake makes the first one small and the others larger.',
  ),
  cancelTooLate: assume(
    { code: '000605', sqlState: '57014', message: 'Identified SQL statement is not currently executing.' },
    'The answer to the cancel of a finished statement (HTTP 422).',
  ),
  unknownHandleStatus: assume(422, 'Status of 000709 for an unknown handle, another user’s handle included.'),
  keptResults: assume(1_000, 'That many results can be fetched by handle; Snowflake keeps them for 24 hours.'),
  mostRowsOfTable: assume(
    200_000,
    'A table here holds that many rows; more are refused with 000002 (54000), which is no code of Snowflake’s.',
  ),
  mostBytesOfTable: assume(
    268_435_456,
    'The rows of a table have that many bytes as JSON; more are refused with 000002 (54000), as a row too many is.',
  ),
  mostCellsAtOnce: assume(
    5_000_000,
    'A statement makes or stores that many cells; more are refused with 000002 (54000) before any is made.',
  ),
  mostWorkOfStatement: assume(
    8_000_000,
    'Values that one statement works out for its rows, a long text counted as several; more are refused with 000002 (54000). A statement runs in one turn, and all others wait.',
  ),
  longestResult: assume(
    16_777_216,
    'The rows of a SELECT have that many characters at most (391908); Snowflake sends more, in partitions.',
  ),
  variantIntoArray: assume(
    'converted',
    'PARSE_JSON(…) may be stored in an ARRAY or OBJECT column without a cast. What is no array becomes an array of one.',
  ),
  rowErrors: assume(
    '002020, 002023, 001007, 001038, 001044, 000979, 002073, 100071, 100072, 100078, 100132',
    'Codes and words for rows and expressions that do not fit are from people’s reports, not from the documentation.',
  ),
  sessionTimeZone: assume(
    'UTC',
    'Times without a zone are read and printed in UTC; a Snowflake session has its own TIMEZONE.',
  ),
  changeTrackingOff: assume(
    { code: '002701', sqlState: '55000' },
    'Code and words that refuse a Cortex Search service over a table without change tracking. Snowflake may turn it on itself when the role owns the table; here it has to be on.',
  ),
  changeTrackingTurnedOff: assume(
    'goes on',
    'A Cortex Search service goes on finding new rows after CHANGE_TRACKING of its table was set to FALSE; in Snowflake its refreshes fail from then on.',
  ),
  embeddingModelRefused: assume(
    { code: '002003', sqlState: '02000' },
    'Code and words for an embedding model of a Cortex Search service that is unknown, embeds nothing, or is not granted.',
  ),
  searchColumnNotText: assume(
    { code: '002702', sqlState: '42601' },
    'Code and words for a search column or key of a Cortex Search service that is no text.',
  ),
  searchServiceMissing: assume(
    { statusCode: 404, code: '002003' },
    'Over REST a search service that is not there and one that the default role may not use are the same 404, in the words of SQL.',
  ),
  searchLag: assume(
    0,
    'A Cortex Search service finds what is in its table at that moment. Snowflake refreshes within TARGET_LAG, minutes or hours: a client must not rely on finding, or no longer finding, a row at once.',
  ),
  searchOwnerLost: assume(
    { statusCode: 400, code: '400' },
    'A service whose table is gone, or whose owner may no longer read it, answers no query; Snowflake goes on with its last index for a while.',
  ),
  searchRanking: assume(
    'words and cosine, fused by rank',
    'The order of results: BM25 over word stems and the cosine of vectors that are ours, by reciprocal rank. There is no reranker. Every row that passes the filter is a candidate, near or not, as an approximate index has no floor either.',
  ),
  searchScores: assume(
    ['cosine_similarity', 'text_match'],
    'Each result has `@scores` with these two; people’s code reads them, and a reranker_score, which there is none of here.',
  ),
  searchValues: assume(
    'text, arrays as arrays',
    'In a result a number, a truth value or a time is text, as the SQL API writes it; an ARRAY, OBJECT or VARIANT is JSON.',
  ),
  searchNames: assume(
    'identifiers',
    'Database, schema and service in the path of a query are SQL identifiers: without quotes they mean capitals. A column of `columns` and `filter` is taken as it is written, else in capitals.',
  ),
  searchLongestQuery: assume(16_384, 'A longer query text is refused (characters).'),
  searchFields: assume(
    ['multi_index_query', 'scoring_profile', 'scoring_config'],
    'These fields are refused by name, as is what the documentation does not list; a scoring_config that only turns the reranker off is taken.',
  ),
  keptCharacters: assume(
    67_108_864,
    'Kept results give way to newer ones also when their rows together take more than that many characters.',
  ),
  wrongHost: assume(403, 'Status for a Host header that is not loopback; the real service has one host per account.'),

  cortexRoleMissing: assume(
    { code: '403', message: 'Not Authorized' },
    'The code for a caller without a Cortex database role; the words are documented.',
  ),
  modelNotAvailable: assume(
    { code: '003001', message: 'The requested model does not exist or is not authorized.' },
    'The words for a model that is unknown or not granted, and that it names no model; status and code were measured.',
  ),
  modelErrorsAs400: assume(
    { code: '300014', message: 'unknown model "…"' },
    'With the switch to documented errors a model that is not granted is "unknown" too, with the code of inference:complete.',
  ),
  cortexStatusAsCode: assume(
    'the status',
    'The `code` of refused fields (400), of 402, 404, 405, 413, 500 and 503 on Cortex endpoints: nobody has published one.',
  ),
  refusedFieldText: assume(
    '<field> is not supported for model <model>',
    'The words for a field that fails the request; those for max_tokens, and "input schema validation error", were recorded.',
  ),
  embeddings: assume(
    'related texts are near',
    'Vectors are of unit length and ours: words, stems and a table of related words, no model. The dimensions are those of the real models. A text without a word has a vector too. Tokens are estimated as for chat.',
  ),
  embedRole: assume(
    'as for chat',
    'inference:embed asks for CORTEX_USER or CORTEX_REST_API_USER, as the REST page says of every endpoint; CORTEX_EMBED_USER alone is not enough.',
  ),
  embedLimits: assume(
    'schema validation',
    'More than 1,280 texts, a text of more than 4,096 characters (code points), no text at all: 400 "input schema validation error"; the limits are documented, their words are not.',
  ),
  samplingFields: assume(
    'checked, without effect',
    "Sampling fields are checked and change nothing in the local writer: temperature, top_p, logit_bias, logprobs, top_logprobs, the penalties, parallel_tool_calls, verbosity and prompt_cache_key, with the ranges of OpenAI's own API. It honours stop and seed, takes n = 1 only, and gives no log probabilities. A model server is passed temperature, top_p, stop, seed and the penalties.",
  ),
  unlistedFields: assume('ignored', 'A field of a chat completion that the documentation does not list is ignored.'),
  trialModels: assume(true, 'A trial account is refused its list of models too, like every other Cortex call.'),
  claudeEndsWithUser: assume(
    true,
    'Every Claude model refuses a history that ends with an assistant turn; it was seen of some.',
  ),
  contextTokens: assume(
    { openai: 1_000_000, claude: 200_000, other: 128_000 },
    'One context window per family, counted with an approximate tokenizer. Real models differ within a family.',
  ),
  streamFrames: assume(
    'as recorded for OpenAI',
    'Claude frames have the same keys with an empty `id` and an empty `finish_reason` in every frame, reasoning in `delta.reasoning`; other models have the OpenAI frame. The usage frame has the zero values of the others.',
  ),
  streamHeaders: assume('at once', 'Headers of a stream are sent when the call is accepted, before the first token.'),
  toolCallIds: assume('call_… / tooluse_…', 'The form of the ids of tool calls, OpenAI and Claude.'),
} as const
