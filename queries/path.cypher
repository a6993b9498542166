// How are two people or teams connected?
//
// The shortest chains of relations between two names, of at most six steps; one row a step, in the direction of the
// chain. Among chains of one length those come first that lean least on what is denied (the status says so), then those
// with the most claims.
//
// @param source: entity -- Where the chain begins.
// @param target: entity -- Where it ends.
// @param chains: int 1..20 = 1 -- How many chains to show.
// @column chain: int -- Number of the chain, from 1.
// @column step: int -- Number of the step, from 1.
// @column subject: string -- Whom the relation is about.
// @column predicate: string -- What it says.
// @column object: string -- Its other end.
// @column status: string -- What all claims come to.
// @column tense: string -- current or former.
// @column role: string -- The post.
// @column since: date -- First day there.
// @column until: date -- Last day there, or of the contract.
// @column said_by: strings -- Everyone named as a source in any of the claims.
// @column outlet: string -- Who published the sentence.
// @column claims: int -- How many claims say so.
// @column last_reported: date -- Date of the newest article.
// @column confidence: float -- Probability that the sentence was read rightly, 0 to 1.
// @column sentence: string -- The clearest sentence, word for word.
// @column subject_id: id -- Id of the subject.
// @column object_id: id -- Id of the object.
// @column claim: id -- Id of the sentence's claim.
// @column url: string -- Address of the article.
// @table chain step subject predicate object status said_by outlet last_reported sentence
// @edges subject_id predicate object_id
// @example source="Carlo Ancelotti" target="Xabi Alonso"
MATCH (x:Entity {id: $source}), (y:Entity {id: $target})
WHERE x.id <> y.id
MATCH p = allShortestPaths((x)-[:COACHES|PLAYS_FOR|WORKS_FOR|CONTRACT_UNTIL|CANDIDATE_FOR|IN_TALKS_WITH|EXTENDS_WITH|JOINS|LEAVES|SUCCEEDS|WON|REPRESENTS|RELATIVE_OF*..6]-(y))
WITH p, reduce(total = 0, r IN relationships(p) | total + CASE r.status WHEN 'denied' THEN 1 ELSE 0 END) AS denied,
  reduce(total = 0, r IN relationships(p) | total + r.claims) AS weight,
  reduce(key = '', r IN relationships(p) | key + r.id + ' ') AS key
ORDER BY denied, weight DESC, key
WITH collect(p)[0..$chains] AS found
UNWIND range(0, size(found) - 1) AS number
WITH number, relationships(found[number]) AS steps
UNWIND range(0, size(steps) - 1) AS place
WITH number, place, steps[place] AS r
WITH number, place, r, startNode(r) AS s, endNode(r) AS o
OPTIONAL MATCH (c:Claim {id: r.claim})
OPTIONAL MATCH (a:Article)-[:STATES]->(c)
RETURN
  number + 1 AS chain, place + 1 AS step, s.name AS subject, r.predicate AS predicate, o.name AS object,
  r.status AS status, r.tense AS tense, r.role AS role, r.since AS since, r.until AS until, coalesce(r.sources, []) AS said_by,
  a.outlet AS outlet, r.claims AS claims, r.last_reported AS last_reported, r.confidence AS confidence,
  c.evidence AS sentence, s.id AS subject_id, o.id AS object_id, r.claim AS claim, a.url AS url
ORDER BY chain, step
