// 09 How are two people connected?
// The shortest chains of at most six relations; what is denied does not connect. Among the names of a chain the Browser
// draws every other relation too: `Connect result nodes` in its settings turns that off.
MATCH (start:Person) WHERE $person = start.name OR $person IN start.aliases
MATCH (end:Person) WHERE end <> start AND ($other = end.name OR $other IN end.aliases)
MATCH chain = allShortestPaths((start)-[*..6]-(end))
WHERE all(step IN relationships(chain) WHERE step.status <> 'denied')
RETURN chain
LIMIT 10
