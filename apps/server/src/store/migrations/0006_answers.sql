-- How answers are asked for: what a tenant's admins decide, what is set for one conversation, with what each run was really
-- asked for. Null where nobody has decided anything.
ALTER TABLE coco.tenant_settings ADD COLUMN answer_rules jsonb;
ALTER TABLE coco.conversations ADD COLUMN parameters jsonb;
ALTER TABLE coco.generations ADD COLUMN parameters jsonb;
-- The rules hold what somebody wrote, which the keeper does not read.
REVOKE SELECT ON coco.tenant_settings FROM coco_keeper;
GRANT SELECT (tenant_id, conversation_days) ON coco.tenant_settings TO coco_keeper;
