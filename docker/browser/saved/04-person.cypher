// 04 What surrounds a person?
// The person's relations to teams, people and titles. Double-click a node to see what surrounds it in turn.
MATCH (person:Person) WHERE $person = person.name OR $person IN person.aliases
MATCH (person)-[relation]-(near:Entity)
RETURN person, relation, near
LIMIT 300
