// 06 Whose contract ends when?
// The nearest end first, as exact as the articles say it: a year, a month or a day.
MATCH (person:Person)-[r:CONTRACT_UNTIL]->(team)
OPTIONAL MATCH (claim:Claim {id: r.claim})
RETURN r.until AS until, person.name AS person, team.name AS team, r.status AS status, r.claims AS claims,
  claim.evidence AS sentence
ORDER BY coalesce(until, '9999'), person, team
