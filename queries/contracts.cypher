// Whose contract ends when?
//
// Contracts by their end, the nearest first, with the sentence that says so. An end that is known only to the year or
// month counts as its first day, so `before 2025-07-01` also finds a contract "until 2025".
//
// @param before: date = null -- Only contracts that may end before this day.
// @param after: date = null -- Only contracts that end on or after this day.
// @param team: team = null -- Only contracts with this team.
// @param person: person = null -- Only this person's contracts.
// @param status: status = null -- Only contracts of this status.
// @column until: date -- End of the contract, as exact as the articles say.
// @column person: string -- Whose contract.
// @column team: string -- With whom.
// @column status: string -- What all claims come to.
// @column since: date -- Since when.
// @column said_by: strings -- Everyone named as a source in any of the claims.
// @column outlet: string -- Who published the sentence.
// @column claims: int -- How many claims say so.
// @column first_reported: date -- Date of the oldest article.
// @column last_reported: date -- Date of the newest article.
// @column confidence: float -- Probability that the sentence was read rightly, 0 to 1.
// @column sentence: string -- The clearest sentence, word for word.
// @column person_id: id -- Id of the person.
// @column relation: string -- Kind of the relation.
// @column team_id: id -- Id of the team.
// @column claim: id -- Id of the sentence's claim.
// @column url: string -- Address of the article.
// @table until person team status said_by outlet last_reported sentence
// @edges person_id relation team_id
// @example before=2025-07-01
// @example team="Real Madrid" after=2024
CALL {
  UNWIND CASE WHEN $team IS NULL THEN [] ELSE [$team] END AS key
  MATCH (t:Entity {id: key})<-[r:CONTRACT_UNTIL]-(p:Person)
  RETURN p, r, t
  UNION ALL
  UNWIND CASE WHEN $team IS NULL AND $person IS NOT NULL THEN [$person] ELSE [] END AS key
  MATCH (p:Entity {id: key})-[r:CONTRACT_UNTIL]->(t:Entity)
  RETURN p, r, t
  UNION ALL
  UNWIND CASE WHEN $team IS NULL AND $person IS NULL THEN [1] ELSE [] END AS all
  MATCH (p:Person)-[r:CONTRACT_UNTIL]->(t:Entity)
  RETURN p, r, t
}
WITH p, r, t
WHERE ($person IS NULL OR p.id = $person)
  AND ($status IS NULL OR r.status = $status)
  AND ($before IS NULL OR (r.until IS NOT NULL AND substring(r.until + '-01-01', 0, 10) < $before))
  AND ($after IS NULL OR (r.until IS NOT NULL AND substring(r.until + '-01-01', 0, 10) >= $after))
WITH p, r, t ORDER BY coalesce(r.until, '9999'), p.name, t.name, r.id /* page */
OPTIONAL MATCH (c:Claim {id: r.claim})
OPTIONAL MATCH (a:Article)-[:STATES]->(c)
RETURN
  r.until AS until, p.name AS person, t.name AS team, r.status AS status, r.since AS since, coalesce(r.sources, []) AS said_by,
  a.outlet AS outlet, r.claims AS claims, r.first_reported AS first_reported, r.last_reported AS last_reported,
  r.confidence AS confidence, c.evidence AS sentence, p.id AS person_id, type(r) AS relation, t.id AS team_id,
  r.claim AS claim, a.url AS url
ORDER BY coalesce(until, '9999'), person, team, r.id
