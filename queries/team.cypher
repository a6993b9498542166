// Who belongs to a team, who comes, who goes?
//
// Every relation between the team and people (coaches, offices, players, contracts, comings, goings, candidates,
// talks) and its titles, each with what all articles together come to and its clearest sentence.
//
// @param team: team -- The club or national team.
// @param former: bool = false -- Also former coaches, players and officers.
// @param since: date = null -- Only what was still reported on or after this day.
// @param status: status = null -- Only relations of this status.
// @column section: string -- coaches, offices, players, contracts, moves, candidates, talks or titles.
// @column who: string -- The person, or the title.
// @column predicate: string -- What the relation says.
// @column status: string -- What all claims come to.
// @column tense: string -- current or former.
// @column role: string -- The post.
// @column since: date -- First day there.
// @column until: date -- Last day there, or of the contract.
// @column when: date -- Day of the event, or year of the title.
// @column manner: string -- How the time at the team ends.
// @column said_by: strings -- Everyone named as a source in any of the claims.
// @column outlet: string -- Who published the sentence.
// @column claims: int -- How many claims say so.
// @column first_reported: date -- Date of the oldest article.
// @column last_reported: date -- Date of the newest article.
// @column confidence: float -- Probability that the sentence was read rightly, 0 to 1.
// @column sentence: string -- The clearest sentence, word for word.
// @column subject_id: id -- Id of the relation's subject.
// @column object_id: id -- Id of the relation's object.
// @column claim: id -- Id of the sentence's claim.
// @column url: string -- Address of the article.
// @table section who predicate status role since until said_by outlet last_reported sentence
// @edges subject_id predicate object_id
// @example team="Real Madrid"
// @example team=Brazil former=true since=2022
MATCH (:Entity {id: $team})-[r:COACHES|PLAYS_FOR|WORKS_FOR|CONTRACT_UNTIL|CANDIDATE_FOR|IN_TALKS_WITH|EXTENDS_WITH|JOINS|LEAVES|WON]-(other:Entity)
WHERE ($former OR coalesce(r.tense, 'current') = 'current')
  AND ($status IS NULL OR r.status = $status)
  AND ($since IS NULL OR substring(coalesce(r.last_reported, '') + '-01-01', 0, 10) >= $since)
WITH r, other, startNode(r) AS s, endNode(r) AS o,
  CASE
    WHEN r.predicate = 'coaches' THEN 1 WHEN r.predicate = 'works_for' THEN 2 WHEN r.predicate = 'plays_for' THEN 3
    WHEN r.predicate IN ['contract_until', 'extends_with'] THEN 4 WHEN r.predicate IN ['joins', 'leaves'] THEN 5
    WHEN r.predicate = 'candidate_for' THEN 6 WHEN r.predicate = 'in_talks_with' THEN 7 ELSE 8
  END AS place
ORDER BY place, coalesce(r.tense, 'current'), coalesce(r.last_reported, '') DESC, r.claims DESC, other.name, r.id
/* page */
OPTIONAL MATCH (c:Claim {id: r.claim})
OPTIONAL MATCH (a:Article)-[:STATES]->(c)
RETURN
  ['coaches', 'offices', 'players', 'contracts', 'moves', 'candidates', 'talks', 'titles'][place - 1] AS section,
  other.name AS who, r.predicate AS predicate, r.status AS status, r.tense AS tense, r.role AS role,
  r.since AS since, r.until AS until, coalesce(r.when, r.year) AS when, r.manner AS manner, coalesce(r.sources, []) AS said_by,
  a.outlet AS outlet, r.claims AS claims, r.first_reported AS first_reported, r.last_reported AS last_reported,
  r.confidence AS confidence, c.evidence AS sentence, s.id AS subject_id, o.id AS object_id, r.claim AS claim,
  a.url AS url
ORDER BY place, coalesce(tense, 'current'), coalesce(last_reported, '') DESC, claims DESC, who, r.id
