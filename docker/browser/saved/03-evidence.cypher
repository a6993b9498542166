// 03 Which articles say something about a person?
// Articles, the claims that each states, and the names they tie together. The caption of a claim is its status; click it
// to read its sentence on the right, as `evidence`.
MATCH (person:Person) WHERE $person = person.name OR $person IN person.aliases
MATCH (article:Article)-[states:STATES]->(claim:Claim)-[subject:SUBJECT]->(person)
MATCH (claim)-[object:OBJECT]->(other:Entity)
OPTIONAL MATCH (claim)-[attributed:ATTRIBUTED_TO]->(source:Entity)
RETURN article, states, claim, subject, person, object, other, attributed, source
LIMIT 50
