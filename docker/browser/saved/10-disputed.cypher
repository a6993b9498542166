// 10 What do some say and others deny?
// Claims that are denied beside claims that are not, about the same two names, with whoever said so.
MATCH (subject:Entity)<-[s1:SUBJECT]-(denial:Claim {status: 'denied'})-[o1:OBJECT]->(object:Entity)
MATCH (subject)<-[s2:SUBJECT]-(claim:Claim {predicate: denial.predicate})-[o2:OBJECT]->(object)
WHERE claim.status <> 'denied'
OPTIONAL MATCH (claim)-[named:ATTRIBUTED_TO]->(source:Entity)
OPTIONAL MATCH (denial)-[denied_by:ATTRIBUTED_TO]->(denier:Entity)
RETURN subject, object, s1, denial, o1, s2, claim, o2, named, source, denied_by, denier
LIMIT 50
