// Who is named for which job, by whom, how surely?
//
// Candidacies and the talks that go with them, for one team, one person, or all. Those that are denied are shown too,
// after the others; `status` filters.
//
// @param team: team = null -- Only jobs at this club or national team.
// @param person: person = null -- Only this person's candidacies.
// @param role: role = null -- Only this post.
// @param status: status = null -- Only candidacies of this status.
// @param since: date = null -- Only what was still reported on or after this day.
// @column team: string -- Where the job is.
// @column person: string -- Who is named for it.
// @column predicate: string -- candidate_for or in_talks_with.
// @column status: string -- What all claims come to.
// @column role: string -- The post.
// @column when: date -- When it would be, or was.
// @column said_by: strings -- Everyone named as a source in any of the claims.
// @column outlet: string -- Who published the sentence.
// @column claims: int -- How many claims say so.
// @column first_reported: date -- Date of the oldest article.
// @column last_reported: date -- Date of the newest article.
// @column confidence: float -- Probability that the sentence was read rightly, 0 to 1.
// @column sentence: string -- The clearest sentence, word for word.
// @column person_id: id -- Id of the person.
// @column team_id: id -- Id of the team.
// @column claim: id -- Id of the sentence's claim.
// @column url: string -- Address of the article.
// @table team person predicate status role said_by outlet claims last_reported sentence
// @edges person_id predicate team_id
// @example team="Real Madrid"
// @example person="Xabi Alonso" since=2023
CALL {
  UNWIND CASE WHEN $team IS NULL THEN [] ELSE [$team] END AS key
  MATCH (t:Entity {id: key})<-[r:CANDIDATE_FOR|IN_TALKS_WITH]-(p:Person)
  RETURN p, r, t
  UNION ALL
  UNWIND CASE WHEN $team IS NULL AND $person IS NOT NULL THEN [$person] ELSE [] END AS key
  MATCH (p:Entity {id: key})-[r:CANDIDATE_FOR|IN_TALKS_WITH]->(t:Entity)
  RETURN p, r, t
  UNION ALL
  UNWIND CASE WHEN $team IS NULL AND $person IS NULL THEN [1] ELSE [] END AS all
  MATCH (p:Person)-[r:CANDIDATE_FOR|IN_TALKS_WITH]->(t:Entity)
  RETURN p, r, t
}
WITH p, r, t
WHERE ($person IS NULL OR p.id = $person)
  AND ($role IS NULL OR r.role = $role)
  AND ($status IS NULL OR r.status = $status)
  AND ($since IS NULL OR substring(coalesce(r.last_reported, '') + '-01-01', 0, 10) >= $since)
WITH p, r, t, CASE r.status WHEN 'denied' THEN 1 ELSE 0 END AS denied, coalesce(r.last_reported, '') AS day
ORDER BY t.name, t.id, denied, day DESC, r.claims DESC, p.name, r.predicate, r.id /* page */
OPTIONAL MATCH (c:Claim {id: r.claim})
OPTIONAL MATCH (a:Article)-[:STATES]->(c)
RETURN
  t.name AS team, p.name AS person, r.predicate AS predicate, r.status AS status, r.role AS role, r.when AS when,
  coalesce(r.sources, []) AS said_by, a.outlet AS outlet, r.claims AS claims, r.first_reported AS first_reported,
  r.last_reported AS last_reported, r.confidence AS confidence, c.evidence AS sentence, p.id AS person_id,
  t.id AS team_id, r.claim AS claim, a.url AS url
ORDER BY team, team_id, denied, day DESC, claims DESC, person, predicate, r.id
