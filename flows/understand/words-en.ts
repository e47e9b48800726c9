// What English words do in a first message; the kinds are told in words.ts.
import type { Tongue } from './words.ts';

export const english: Tongue = {
  phrases: {
    wish: 'need|needs|needed|want|wants|wanted|wanna|id like|i would like|wed like|we would like|would love|looking for|look for|looking to|looking at getting|can you|can u|could you|could u|can i get|could i get|can we get|could we get|can i have|can we have|could we have|may i have|please|pls|plz|plss|make us|make me|send me|send us|send over|get me|do us|do me|set up|put together|knock up|whip up|fancy|require|requesting|request|order|ordering|after a|after some|we are after|were after|im after|create|design|prepare|run|running|launch|book|lets do|let us do|time for|thinking of|share',
    not: 'not|no|dont need|do not need|dont want|do not want|didnt ask for|instead of|rather than|without|forget|forget about|forget the|skip|never mind|nevermind|isnt|no longer|except|dont make|dont do|scrap|scrap the|drop the',
    notAfter:
      'not needed|isnt needed|is not needed|can wait|not necessary|no longer needed|is sorted|already sorted|can come later|comes later|will follow',
    notOnly:
      'not just|not only|not sure|why not|if not|whether or not|not happy|not to mention|not bad|not too|not yet|not a clue|no idea|not urgent|not a rush|no rush|no hurry|no worries|no problem|not working|can you not|could you not|no later than|not later than|not long',
    light:
      'a|an|the|need|want|really|any|another|my|our|your|about|for|so|much|it|is|its|to|do|be|get|have|that|this|thinking|looking|after|and|also|new|simple|quick|small|big|another|one|some|plus|of',
    of: 'for|for a|for the|for our|for my|for this|for that|for their|on|on a|on the|on our|on my|in|in the|in our|from|from the|from our|with|with a|with the|with our|with my|to|to the|to our|of the|of our|by|by the|via|via the|about|about the|about our|like|like the|like our|as well as for|into|as a|alongside the|matching the|match the|matches the|promote the|promoting the|promote our|promoting our|driving to|link to the|using the|using our|use our|use the',
    ofAfter: '',
    but: 'but|however|though|now|so now|this time|next up|also|anyway',
    instead:
      'actually|no wait|wait no|wait|scratch that|sorry i mean|i mean|sorry meant|meant|on second thought|on second thoughts|changed my mind|change of plan|make that|make it|better|lets do|rather|instead|no sorry|sorry no|correction|hmm no|nah',
    or: 'or|or maybe|or perhaps|versus|vs|either',
    unsure:
      'not sure|unsure|im not sure|dunno|dont know|do not know|cant decide|can not decide|undecided|no idea|which is better|what is better|whats better|what would you|which one|torn between|what do you think|what do you recommend|not certain|idk|which would',
    past: 'you made|you did|you designed|you sent|you delivered|you created|you built|you ran|you guys made|you guys did|you guys sent|was great|were great|was lovely|looked great|looks great|went well|went down well|worked well|worked great|turned out|loved the|love the|thanks for the|thank you for the|thanks again for the|cheers for the|last banner|last time|last month|last week|last year|previous|the last|the one from|we had done|got done|performed|did really well|did well|is done|was done|have already|already have|we have already|competitors|saw a|saw the',
    came: 'you delivered|you sent|you made|you did|you designed|you printed|you built|you guys|your team|delivered|came back|came out|arrived|received|we got|i got|got the|sent over|sent us|published|went out|you put|you posted|your designer',
    price:
      'how much|price|prices|pricing|cost|costs|whats the price|quote|quotation|rates|rate card|price list|what do you charge|do you charge|you charge|fee|fees|what size|which size|what sizes|what dimensions|which dimensions|what is the size|how big|how long does|how long would|how long do|turnaround|ballpark',
    able: 'do you|do u|do yous|do you guys|are you able|is it possible|would it be possible to know|do you also|does your team|does the team|can you also do|what kind of|which formats|what formats|what format|are there any|is there a|how does|how do|do we need|do i need|what is the difference|whats the difference|difference between|what happens if|are your|is your|who do i|who does',
    curious: 'wondering|was wondering|just wondering|curious|would like to know|want to know|id like to know|tell me',
    status:
      'where is|wheres|where are|where are we|how is ~ going|hows ~ going|how is ~ coming|hows ~ coming|how is ~ looking|hows ~ looking|hows ~ getting|any news|any update|any updates|any progress|status of|status on|whats the status|update on|news on|is ~ ready|are ~ ready|is ~ done|is ~ finished|when will ~ be ready|when is ~ ready|when can i expect|when will i get|when do i get|still waiting|still no|still havent|havent heard|have not heard|what happened to|whats happening with|what is happening with|did you get my|have you started|chasing|following up|follow up on|checking in on|checking on|eta on|eta for|any eta|progress on|got my|when will my|when will our|when is my|when is our|when are my|when are our|when will the|when does my|how far along|hows the|how is the|how is my|hows my|hows our|anything on my|any word on|heard back|did you manage|have you had a chance|has anyone looked|whats up with',
    refund:
      'refund|refunded|money back|my money|our money|compensation|chargeback|want it back|return it|not paying|wont pay|wont be paying|shouldnt pay|cancel the invoice',
    flaw: 'wrong|typo|typos|mistake|mistakes|misspelled|misspelt|misspelling|spelling|spelt|incorrect|blurry|pixelated|cropped|cut off|missing|not what we|not what i|nothing like|isnt what|wasnt what|messed up|screwed up|mess|terrible|awful|useless|outdated|late|unreadable|faded|poor quality|bad quality|low quality',
    upset:
      'not happy|unhappy|disappointed|disappointing|not satisfied|unsatisfied|unacceptable|complaint|complain|complaining|fed up|frustrated|furious|angry|ridiculous|joke|not good enough|not impressed|really annoyed|annoyed|third time|waste of',
    down: 'is down|are down|went down|gone down|been down|broken|broke|breaks|doesnt work|does not work|dont work|isnt working|is not working|arent working|not working|stopped working|stopped|not loading|wont load|doesnt load|does not load|wont open|doesnt open|cant open|404|error|error 500|crashed|crashes|crashing|offline|isnt loading|not sending|doesnt send|isnt sending|cant log in|cant login|cant access|cant check out|cant checkout|cant pay|hacked|dead link|blank page|white screen|goes nowhere|glitch|not opening|not showing|disappeared|bug|nobody can|no one can|customers cant|people cant|users cant|wont submit|wont go through|not going through|wont send|not displaying|times out|timing out|frozen|freezes|not responding|gives an error|shows an error|security warning|not redirecting|throwing|acting up|wont play|gone blank|blank|not being sent|arent coming through|not coming through|isnt coming through|doesnt go|doesnt do anything|nothing happens|cannot be reached|unreachable|unable to|cant order|cant book|cant sign up|cant register|cant submit|fails|failing|failed',
    fresh:
      'new|brand new|completely new|entirely new|whole new|wholly new|fresh|redesigned|different|modern|refreshed|first|first ever|proper',
    make: 'design|designed|designing|create|created|creating|draw|from scratch|redesign|redesigning|redo|rebrand|rebranding|revamp|come up with|develop|ideas for|concepts|dont have a logo|dont have one|have no logo|dont have any|no logo|refresh|modernise|modernize|invent',
    file: 'file|files|png|svg|jpg|jpeg|eps|pdf|ai|vector|vectors|vectorised|transparent|high res|hi res|highres|hires|original|existing|current|resolution|format|print ready|white version|black version|version',
    other:
      'video|videos|reel edit|podcast|podcasts|brochure|brochures|leaflet|leaflets|flyer|flyers|flier|business card|business cards|new website|website redesign|redesign our website|redesign the website|build a website|build us a website|whole website|a website|rebrand|rebranding|brand guidelines|brand book|brand identity|visual identity|packaging|photoshoot|photo shoot|photographer|photos taken|catalogue|catalog|menu|menus|poster|posters|sticker|stickers|t shirt|t shirts|tshirts|mug|mugs|merch|merchandise|presentation|slide deck|pitch deck|slides|powerpoint|press release|blog|blog post|blog article|case study|seo|jingle|radio spot|radio ad|tv spot|tv ad|animation|infographic|signage|billboard|invitation|invitations|gift card|voucher design|letterhead|email signature|app|chatbot|ebook|whitepaper|white paper|translation|survey|influencer|influencers|event stand|stand design|label|labels|trade show booth|booth|roll of stickers|calendar|postcard|postcards|uniforms|mascot|tagline|slogan|copywriting|google business|whatsapp catalogue',
    urgent:
      'urgent|urgently|urgent|asap|a s a p|right away|immediately|straight away|as soon as possible|as soon as you can|as fast as|as quickly as|needed yesterday|need it yesterday|need this yesterday|like yesterday|for yesterday|by yesterday|was due yesterday|yesterday lol|emergency|super rush|rush job|its a rush|is a rush|in a rush|hurry|right now|quick as you can|quickly as possible|fast as possible|critical|cant wait|time sensitive|top priority|high priority|pronto|on fire|desperate|desperately|without delay|sos',
    calm: 'no rush|not urgent|no hurry|not in a rush|not in a hurry|no urgency|not super urgent|not that urgent|isnt urgent|is not urgent|nothing urgent|not an emergency|take your time|whenever|when you can|not so urgent|non urgent|not a rush|dont rush|no need to rush|not urgently|not critical',
    deadline: 'before|by|until|till|no later than|prior to|ahead of|in time for',
    deadlineAfter: '',
    mask: 'post code|postcode|post office|post it|post event|post launch|by post|in the post|blog post|blog posts|cover story|long story|success story|story is|ad hoc|banner ad|run of|feed back|ads up|adds up|our story|post production|job ad|landing on|landing in|email signature|boost sales|boost our sales|boost in|boost the sales|boost traffic|to boost',
  },
  wishFirst: true,
  numbers: { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, couple: 2, dozen: 12 },
  pieces: 'x|pcs|pieces|different|new|of|more|insta|instagram|ig|facebook|fb|linkedin|social|media|web|small|big|separate|google',
  campaigns: 'campaign|sale|promo|promotion|campaigns|sales',
  same: { xmas: 'christmas', chrimbo: 'christmas', shop: 'store', birthday: 'anniversary', shops: 'store', stores: 'store' },
};
