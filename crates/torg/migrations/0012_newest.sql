-- The newest messages' search words as text: a beginning (`bibl*`) is looked for here first. The index must merge the lists of every
-- word that begins so before it can tell the newest; where the newest messages hold enough of them, nobody waits for that.
create table records_search_newest (
  n {int} primary key,
  tokens {text} not null
){strict};
