// 07 What was said about a person, in the order of time?
// Every claim word for word, with the article and whoever is named as its source.
MATCH (person:Person) WHERE $person = person.name OR $person IN person.aliases
MATCH (claim:Claim)-[:SUBJECT|OBJECT]->(person)
WITH DISTINCT claim
MATCH (article:Article)-[:STATES]->(claim)-[:SUBJECT]->(subject), (claim)-[:OBJECT]->(object)
OPTIONAL MATCH (claim)-[:ATTRIBUTED_TO]->(source)
RETURN claim.reported AS reported, subject.name AS subject, claim.predicate AS predicate, object.name AS object,
  claim.status AS status, claim.evidence AS sentence, article.outlet AS outlet, collect(source.name) AS said_by
ORDER BY coalesce(reported, ''), sentence
