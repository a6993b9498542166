// Who and what surrounds a name?
//
// The relations of an entity, and with `depth` 2 those of its neighbours: one row an edge, ready for drawing. Ask for
// `status`, `since` or fewer kinds to thin out a dense neighbourhood.
//
// @param entity: entity -- The entity in the middle.
// @param depth: int 1..2 = 1 -- How many steps away.
// @param predicate: predicate = null -- Only relations of this kind.
// @param status: status = null -- Only relations of this status.
// @param since: date = null -- Only relations that were still reported on or after this day.
// @column subject: string -- Where the edge begins.
// @column subject_kind: string -- Kind of that entity.
// @column predicate: string -- What the edge says.
// @column object: string -- Where the edge ends.
// @column object_kind: string -- Kind of that entity.
// @column distance: int -- Steps from the entity in the middle, from 1.
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
// @table subject predicate object status tense since until claims last_reported sentence
// @edges subject_id predicate object_id
// @example entity="Carlo Ancelotti"
// @example entity="Real Madrid" depth=2 predicate=coaches
CALL {
  MATCH (:Entity {id: $entity})-[r:COACHES|PLAYS_FOR|WORKS_FOR|CONTRACT_UNTIL|CANDIDATE_FOR|IN_TALKS_WITH|EXTENDS_WITH|JOINS|LEAVES|SUCCEEDS|WON|REPRESENTS|RELATIVE_OF]-(:Entity)
  RETURN r, 1 AS step
  UNION
  MATCH (:Entity {id: $entity})-[:COACHES|PLAYS_FOR|WORKS_FOR|CONTRACT_UNTIL|CANDIDATE_FOR|IN_TALKS_WITH|EXTENDS_WITH|JOINS|LEAVES|SUCCEEDS|WON|REPRESENTS|RELATIVE_OF]-(near:Entity)
  WHERE $depth = 2
  WITH DISTINCT near
  MATCH (near)-[r:COACHES|PLAYS_FOR|WORKS_FOR|CONTRACT_UNTIL|CANDIDATE_FOR|IN_TALKS_WITH|EXTENDS_WITH|JOINS|LEAVES|SUCCEEDS|WON|REPRESENTS|RELATIVE_OF]-(:Entity)
  RETURN r, 2 AS step
}
WITH r, min(step) AS distance
WHERE ($predicate IS NULL OR r.predicate = $predicate)
  AND ($status IS NULL OR r.status = $status)
  AND ($since IS NULL OR substring(coalesce(r.last_reported, '') + '-01-01', 0, 10) >= $since)
WITH r, distance, startNode(r) AS s, endNode(r) AS o
ORDER BY distance, r.claims DESC, r.predicate, s.name, o.name, r.id /* page */
OPTIONAL MATCH (c:Claim {id: r.claim})
OPTIONAL MATCH (a:Article)-[:STATES]->(c)
RETURN
  s.name AS subject, s.kind AS subject_kind, r.predicate AS predicate, o.name AS object, o.kind AS object_kind,
  distance, r.status AS status, r.tense AS tense, r.role AS role, r.since AS since, r.until AS until,
  coalesce(r.sources, []) AS said_by, a.outlet AS outlet, r.claims AS claims, r.last_reported AS last_reported,
  r.confidence AS confidence, c.evidence AS sentence, s.id AS subject_id, o.id AS object_id, r.claim AS claim,
  a.url AS url
ORDER BY distance, claims DESC, predicate, subject, object, r.id
