-- Conversations that were referred to a unit: read unit by unit, in both orders, as a channel's are; and all of them together.
drop index participate_conversation_referred;
create index participate_conversation_referred_newest on participate_conversation (referred_to, state, latest_at, id)
  where referred_to is not null;
create index participate_conversation_referred_due on participate_conversation (referred_to, state, due_at, id)
  where referred_to is not null;
