-- What somebody thought of an answer: one row an answer, private to its owner like the answer, and gone with it.
CREATE TABLE coco.feedback (
  tenant_id text NOT NULL,
  owner_id uuid NOT NULL,
  message_id uuid NOT NULL,
  rating text NOT NULL CHECK (rating IN ('good', 'bad')),
  note text NOT NULL DEFAULT '',
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, owner_id, message_id),
  FOREIGN KEY (tenant_id, owner_id, message_id) REFERENCES coco.messages (tenant_id, owner_id, id) ON DELETE CASCADE
);
ALTER TABLE coco.feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.feedback FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON coco.feedback TO coco_app
  USING (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner())
  WITH CHECK (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.feedback TO coco_app;
