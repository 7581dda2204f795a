-- Lists for someone who sees few channels: each channel's conversations by its own index, however many the desk holds.
create index participate_conversation_channel_newest on participate_conversation (channel, state, latest_at, id);
create index participate_conversation_channel_due on participate_conversation (channel, state, due_at, id);
