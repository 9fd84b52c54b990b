/** Ways to take the database's wall away, each with what the check must say of it. */
export interface BrokenWall {
  what: string
  sql: string
  said: RegExp
  /** Of the whole cluster, so that no other test may see it: tried in a transaction, and on the embedded database. */
  isOfCluster?: true
  /** In a table that is only there where the database has pgvector. */
  isOfVectors?: true
}

export const BROKEN_WALLS: readonly BrokenWall[] = [
  {
    what: 'a policy is dropped',
    sql: 'DROP POLICY owner ON coco.messages',
    said: /coco\.messages has no policy for coco_app/,
  },
  {
    what: 'security is no longer forced on the owner of a table',
    sql: 'ALTER TABLE coco.api_keys NO FORCE ROW LEVEL SECURITY',
    said: /coco\.api_keys does not force row-level security/,
  },
  {
    what: 'security is switched off',
    sql: 'ALTER TABLE coco.conversations DISABLE ROW LEVEL SECURITY',
    said: /coco\.conversations does not force row-level security/,
  },
  {
    what: 'a policy lets everything be read',
    sql: 'CREATE POLICY all_of_it ON coco.audit TO coco_app USING (true)',
    said: /coco\.audit has a policy for coco_app that does not ask for the tenant/,
  },
  {
    what: 'a policy lets everybody read everything',
    sql: 'CREATE POLICY everybody ON coco.messages FOR SELECT TO PUBLIC USING (true)',
    said: /coco\.messages has a policy for coco_app that does not ask for the tenant/,
  },
  {
    what: 'a policy lets anything be written',
    sql: 'CREATE POLICY writes ON coco.usage FOR INSERT TO coco_app WITH CHECK (true)',
    said: /coco\.usage has a policy for coco_app that does not ask for the tenant/,
  },
  {
    what: 'a policy forgets the tenant and asks for the owner alone',
    sql: 'ALTER POLICY owner ON coco.conversations USING (owner_id = coco.current_owner())',
    said: /coco\.conversations has a policy for coco_app that does not ask for the tenant/,
  },
  {
    what: 'a policy is loosened by an OR',
    sql: 'ALTER POLICY tenant ON coco.memberships USING (tenant_id = coco.current_tenant() OR true)',
    said: /coco\.memberships has a policy for coco_app that does not ask for the tenant/,
  },
  {
    what: 'conversations are no longer private to their owner',
    sql: 'ALTER POLICY owner ON coco.messages USING (tenant_id = coco.current_tenant())',
    said: /coco\.messages has a policy for coco_app that does not ask for the owner/,
  },
  {
    what: 'a new table has no tenant',
    sql: 'CREATE TABLE coco.notes (id uuid PRIMARY KEY, text text NOT NULL)',
    said: /coco\.notes has no tenant_id.*coco\.notes does not force.*coco\.notes has no policy/s,
  },
  {
    what: 'a view shows what its owner sees',
    sql: 'CREATE VIEW coco.everything AS SELECT * FROM coco.messages; GRANT SELECT ON coco.everything TO coco_app',
    said: /coco_app reaches coco\.everything, which has no policies/,
  },
  {
    what: 'who people are can be read by a tenant',
    sql: 'GRANT USAGE ON SCHEMA identity TO coco_app; GRANT SELECT (email) ON identity.users TO coco_app',
    said: /coco_app reaches identity\.users, which has no policies/,
  },
  {
    what: 'sessions can be ended by a tenant',
    sql: 'GRANT DELETE ON identity.sessions TO coco_app',
    said: /coco_app reaches identity\.sessions, which has no policies/,
  },
  {
    what: 'a function does what a tenant may not',
    sql: `CREATE FUNCTION coco.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM coco.messages'`,
    said: /coco\.peek\(\) acts for whoever owns it/,
  },
  {
    what: 'a tenant may empty a table',
    sql: 'GRANT TRUNCATE ON coco.messages TO coco_app',
    said: /coco\.messages can be emptied/,
  },
  {
    what: 'the keeper is shown every row',
    sql: 'CREATE POLICY careless ON coco.conversations TO coco_keeper USING (true)',
    said: /coco\.conversations has a policy that shows coco_keeper every row/,
  },
  {
    what: 'a table belongs to the role that it should hold',
    sql: 'GRANT CREATE ON SCHEMA coco TO coco_app; ALTER TABLE coco.tenant_settings OWNER TO coco_app',
    said: /coco\.tenant_settings belongs to a role that the policies should hold/,
  },
  {
    what: 'whoever is in the tenant reads personal passages',
    sql: 'ALTER POLICY reading ON coco.personal_passages USING (tenant_id = coco.current_tenant())',
    said: /coco\.personal_passages has a policy for coco_app that does not ask for the right to personal data/,
  },
  {
    what: 'whoever is in the tenant deletes personal documents',
    sql: 'ALTER POLICY deleting ON coco.personal_documents USING (tenant_id = coco.current_tenant())',
    said: /coco\.personal_documents has a policy for coco_app that does not ask for the right to personal data/,
  },
  {
    what: 'a second policy of personal documents asks for the tenant alone',
    sql: 'CREATE POLICY careless ON coco.personal_documents TO coco_app USING (tenant_id = coco.current_tenant())',
    said: /coco\.personal_documents has a policy for coco_app that does not ask for the right to personal data/,
  },
  ...[
    ['denied by IS', '(tenant_id = coco.current_tenant() AND coco.reads_personal()) IS FALSE'],
    ['compared with false', '(tenant_id = coco.current_tenant() AND coco.reads_personal()) = false'],
    ['unlike true', '(tenant_id = coco.current_tenant() AND coco.reads_personal()) <> true'],
    ['unknown', '(tenant_id = coco.current_tenant() AND coco.reads_personal()) IS UNKNOWN'],
    ['turned around', 'NOT (tenant_id = coco.current_tenant() AND coco.reads_personal())'],
    [
      'replaced where it is null',
      'coalesce(nullif(tenant_id = coco.current_tenant() AND coco.reads_personal(), false), true)',
    ],
    ['put into a list', '(tenant_id = coco.current_tenant() AND coco.reads_personal()) IN (true, false)'],
  ].map(([how, condition]) => ({
    what: `the condition of personal passages is ${how}`,
    sql: `ALTER POLICY reading ON coco.personal_passages USING (${condition})`,
    said: /coco\.personal_passages has a policy for coco_app that does not ask for the tenant.*does not ask for the right/s,
  })),
  {
    what: 'the owner of a conversation is asked for the other way round',
    sql: 'ALTER POLICY owner ON coco.messages USING ((tenant_id = coco.current_tenant() AND owner_id = coco.current_owner()) = false)',
    said: /coco\.messages has a policy for coco_app that does not ask for the owner/,
  },
  {
    what: 'passages of documents are read without asking for the tenant',
    sql: 'ALTER POLICY tenant ON coco.passages USING (true)',
    said: /coco\.passages has a policy for coco_app that does not ask for the tenant/,
  },
  {
    what: 'uploads are no longer private to their owner',
    sql: 'ALTER POLICY owner ON coco.uploads USING (tenant_id = coco.current_tenant())',
    said: /coco\.uploads has a policy for coco_app that does not ask for the owner/,
  },
  {
    what: 'the policy of vectors is dropped',
    sql: 'DROP POLICY tenant ON coco.passage_vectors',
    said: /coco\.passage_vectors has no policy for coco_app/,
    isOfVectors: true,
  },
  {
    what: 'vectors of personal passages are compared for whoever is in the tenant',
    sql: 'ALTER POLICY reading ON coco.personal_passage_vectors USING (tenant_id = coco.current_tenant())',
    said: /coco\.personal_passage_vectors has a policy for coco_app that does not ask for the right to personal data/,
    isOfVectors: true,
  },
  {
    what: 'the role is above the policies',
    sql: 'ALTER ROLE coco_app BYPASSRLS',
    said: /the role coco_app is above the policies/,
    isOfCluster: true,
  },
  {
    what: 'the role is a superuser',
    sql: 'ALTER ROLE coco_identity SUPERUSER',
    said: /the role coco_identity is above the policies/,
    isOfCluster: true,
  },
  {
    what: 'the role may log in',
    sql: 'ALTER ROLE coco_keeper LOGIN',
    said: /the role coco_keeper may log in/,
    isOfCluster: true,
  },
  {
    what: 'the role is a member of one that may do more',
    sql: 'GRANT coco_identity TO coco_app',
    said: /coco_app is a member of coco_identity/,
    isOfCluster: true,
  },
  {
    what: 'the role is gone',
    sql: 'DROP OWNED BY coco_keeper; DROP ROLE coco_keeper',
    said: /the role coco_keeper is not there/,
    isOfCluster: true,
  },
]
